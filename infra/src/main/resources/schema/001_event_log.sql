-- The event log: what happened, in the order in which it became visible.
--
-- Positions start at 1 and have no gaps: they are given out under one lock that is held until the commit is visible. A
-- reader that asks for everything after the last position it saw therefore never misses an event.

create table event (
    position bigint primary key,
    id       text not null,
    type     text collate "C" not null,
    version  text not null,
    at       timestamptz not null,   -- recorded at: never before the previous event's, unless the writer's clock is asked for
    tags     text[] not null,
    payload  jsonb not null,
    metadata jsonb not null
);
create index event_type on event (type, position);

-- One row for each tag of each event; the primary key answers every question about a consistency boundary by itself.
create table event_tag (
    tag      text collate "C" not null,
    position bigint not null,
    type     text collate "C" not null,
    primary key (tag, position) include (type)
);

-- What became of a request that named itself: it is claimed together with its events, and answered afterwards.
create table receipt (
    key         text collate "C" primary key,
    fingerprint text not null,
    position    bigint,
    at          timestamptz not null,
    status      int,
    headers     jsonb,
    body        bytea
);
create index receipt_at on receipt (at);

create function refuse_rewriting_history() returns trigger language plpgsql as $$
begin
    raise exception 'The event log is append-only: % on % is refused', tg_op, tg_table_name
        using errcode = 'restrict_violation';
end $$;

create trigger event_is_append_only before update or delete or truncate on event
    for each statement execute function refuse_rewriting_history();
create trigger event_tag_is_append_only before update or delete or truncate on event_tag
    for each statement execute function refuse_rewriting_history();

-- Appends a group: several independent appends, numbered from 0, each with its own rules and perhaps a claim. A refused
-- append leaves no trace and does not touch its neighbours.
--
-- A rule refuses its append if an event after rule_after has rule_tag and all of rule_more (no tag: any event) and one of
-- rule_types (none: any type). Lists within a list travel as array literals.
--
-- Plans are made once and never from a sequential scan: a plan made while the tables are empty would otherwise stay in
-- the session until long after they have filled.
create function append_events(
    claim_append int[], claim_key text[], claim_fingerprint text[], claims_since timestamptz,
    rule_append int[], rule_after bigint[], rule_tag text[], rule_more text[], rule_types text[],
    event_append int[], event_id text[], event_type text[], event_version text[], event_at bigint[], event_tags text[],
    event_payload text[], event_metadata text[],
    out base bigint, out at timestamptz, out claimed int[], out conflicting int[]
) language plpgsql
    set plan_cache_mode = force_generic_plan
    set enable_seqscan = off
    set jit = off
as $$
declare
    previous timestamptz;
    refused  int[];
    written  bigint;
    kept     bigint;
begin
    if current_setting('transaction_isolation') <> 'read committed' then
        raise exception 'append_events needs READ COMMITTED, as it must see what was committed while it waited';
    end if;
    -- A statement of its own: the snapshots of the following ones are taken after the lock was granted.
    perform pg_advisory_xact_lock(4993446653023372);

    select e.position, e.at into base, previous from event e order by e.position desc limit 1;
    base := coalesce(base, 0);
    at := greatest(clock_timestamp(), previous);

    -- A repeated request must hear that it is known before it hears that its own first events stand in its way.
    claimed := '{}';
    if cardinality(claim_key) > 0 then
        delete from receipt r where r.key = any (claim_key) and r.at < claims_since;
        select coalesce(array_agg(c.append), '{}') into claimed
        from unnest(claim_append, claim_key) as c(append, key) join receipt r on r.key = c.key;
    end if;

    -- Each rule is a probe of an index: written as a scalar subquery, as a join would be free to become a full scan.
    select coalesce(array_agg(distinct r.append), '{}') into conflicting
    from unnest(rule_append, rule_after, rule_tag, rule_more, rule_types) as r(append, after, tag, more, types)
    where r.after < base and r.append <> all (claimed) and case
        when r.tag is not null then (
            select true from event_tag t
            where t.tag = r.tag and t.position > r.after and (r.types is null or t.type = any (r.types::text[]))
                and (r.more is null
                     or (select e.tags @> r.more::text[] from event e where e.position = t.position))
            limit 1)
        when r.types is not null then (
            select true from unnest(r.types::text[]) as n(type)
            where (select true from event e where e.type = n.type and e.position > r.after limit 1)
            limit 1)
        else true
    end;
    refused := claimed || conflicting;

    insert into event (position, id, type, version, at, tags, payload, metadata)
    select base + row_number() over (order by n.number), n.id, n.type, n.version,
           coalesce(timestamptz 'epoch' + n.micros * interval '1 microsecond', append_events.at),
           n.tags::text[], n.payload::jsonb, n.metadata::jsonb
    from unnest(event_append, event_id, event_type, event_version, event_at, event_tags, event_payload, event_metadata)
         with ordinality as n(append, id, type, version, micros, tags, payload, metadata, number)
    where n.append <> all (refused);
    get diagnostics written = row_count;

    insert into event_tag (tag, position, type)
    select t.tag, e.position, e.type from event e cross join unnest(e.tags) as t(tag) where e.position > base;

    if cardinality(claim_key) > 0 then
        insert into receipt (key, fingerprint, position, at)
        select c.key, c.fingerprint,
               base + (select count(*) from unnest(event_append) as n(append)
                       where n.append <= c.append and n.append <> all (refused)),
               append_events.at
        from unnest(claim_append, claim_key, claim_fingerprint) as c(append, key, fingerprint)
        where c.append <> all (refused)
        on conflict (key) do nothing;
        get diagnostics kept = row_count;
        -- An answer for the same key was kept between our look and our insert: once more, with that one in sight.
        if kept <> (select count(*) from unnest(claim_append) as c(append) where c.append <> all (refused)) then
            raise exception 'A claimed key was taken meanwhile' using errcode = 'serialization_failure';
        end if;
    end if;

    if written > 0 then
        perform pg_notify('event_log', (base + written)::text);
    end if;
end $$;

-- The readers below are STABLE: within one statement they all see the snapshot of that statement, so that the head and
-- the events read beside it belong together.

create function log_head() returns bigint stable language plpgsql
    set enable_seqscan = off
as $$
begin
    return coalesce((select max(e.position) from event e), 0);
end $$;

-- The positions that match, up to a page of them from either end: those with by_tag (and by_more, and one of by_types), or
-- with a type of by_type. Every branch stops at a page, so that a long stream costs no more than a short one.
create function matching_positions(
    by_tag text[], by_more text[], by_types text[], by_type text[], after bigint, until bigint, page int, backwards boolean
) returns setof bigint stable language plpgsql
    set plan_cache_mode = force_generic_plan
    set enable_seqscan = off
    set jit = off
as $$
begin
    if backwards then
        return query
        select hit.position from (
            select m.position from unnest(by_tag, by_more, by_types) as c(tag, more, types) cross join lateral (
                select t.position from event_tag t
                where t.tag = c.tag and t.position > after and t.position <= until
                    and (c.types is null or t.type = any (c.types::text[]))
                    and (c.more is null
                         or (select e.tags @> c.more::text[] from event e where e.position = t.position))
                order by t.position desc limit page) m
            union
            select m.position from unnest(by_type) as c(type) cross join lateral (
                select e.position from event e
                where e.type = c.type and e.position > after and e.position <= until
                order by e.position desc limit page) m
        ) hit order by hit.position desc limit page;
    else
        return query
        select hit.position from (
            select m.position from unnest(by_tag, by_more, by_types) as c(tag, more, types) cross join lateral (
                select t.position from event_tag t
                where t.tag = c.tag and t.position > after and t.position <= until
                    and (c.types is null or t.type = any (c.types::text[]))
                    and (c.more is null
                         or (select e.tags @> c.more::text[] from event e where e.position = t.position))
                order by t.position limit page) m
            union
            select m.position from unnest(by_type) as c(type) cross join lateral (
                select e.position from event e
                where e.type = c.type and e.position > after and e.position <= until
                order by e.position limit page) m
        ) hit order by hit.position limit page;
    end if;
end $$;

-- A page of the log; without by_tag and by_type it is every event.
create function log_page(
    by_tag text[], by_more text[], by_types text[], by_type text[], after bigint, until bigint, page int, backwards boolean
) returns setof event stable language plpgsql
    set plan_cache_mode = force_generic_plan
    set enable_seqscan = off
    set enable_hashjoin = off
    set enable_mergejoin = off
    set jit = off
as $$
begin
    if by_tag is not null or by_type is not null then
        return query
        select e.* from matching_positions(by_tag, by_more, by_types, by_type, after, until, page, backwards) as m(position)
            join event e on e.position = m.position
        order by case when backwards then -e.position else e.position end;
    elsif backwards then
        return query
        select e.* from event e where e.position > after and e.position <= until order by e.position desc limit page;
    else
        return query
        select e.* from event e where e.position > after and e.position <= until order by e.position limit page;
    end if;
end $$;

-- The last position after another one of each value of a metadata entry, null standing for none.
create function last_by_entry(entry text, after bigint) returns table (value text, "position" bigint) stable language plpgsql
    set plan_cache_mode = force_generic_plan
    set enable_seqscan = off
    set jit = off
as $$
begin
    return query
    select e.metadata ->> entry, max(e.position) from event e where e.position > after group by 1;
end $$;

-- The last position recorded at or before an instant, 0 if there is none. Positions have no gaps and instants never run
-- backwards, so a binary search does without an index of instants.
create function position_at(instant timestamptz) returns bigint stable language plpgsql
    set plan_cache_mode = force_generic_plan
    set enable_seqscan = off
as $$
declare
    low    bigint := 0;
    high   bigint := log_head();
    middle bigint;
begin
    while low < high loop
        middle := (low + high + 1) / 2;
        if (select e.at <= instant from event e where e.position = middle) then
            low := middle;
        else
            high := middle - 1;
        end if;
    end loop;
    return low;
end $$;
