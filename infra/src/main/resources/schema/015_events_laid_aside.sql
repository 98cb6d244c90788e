-- Events that become part of the log together or never, however many there are: they are laid aside as they are decided,
-- in as many transactions as it takes, and none of them has a position until all of them get one.
--
-- Unlogged: what was laid aside when the database broke down is of no use to anybody.
create unlogged table aside_event (
    aside    uuid not null,
    number   int not null,           -- from 1, without gaps
    id       text not null,
    type     text collate "C" not null,
    version  text not null,
    tags     text[] not null,
    payload  jsonb not null,
    metadata jsonb not null,
    laid_at  timestamptz not null default clock_timestamp(),
    primary key (aside, number)
);

-- What those who decided them looked at.
create unlogged table aside_look (
    aside uuid not null,
    tag   text collate "C" not null,
    primary key (aside, tag)
);

-- Makes everything that was laid aside part of the log, unless something that was looked at has changed after a position,
-- or the claim was taken. Appends wait for as long as it takes.
create function append_aside(
    what uuid, after bigint, claim_key text, claim_fingerprint text, claims_since timestamptz,
    out base bigint, out at timestamptz, out written bigint, out claimed boolean, out conflicting boolean
) language plpgsql
    set plan_cache_mode = force_custom_plan
    set jit = off
as $$
declare
    previous timestamptz;
begin
    if current_setting('transaction_isolation') <> 'read committed' then
        raise exception 'append_aside needs READ COMMITTED, as it must see what was committed while it waited';
    end if;
    perform pg_advisory_xact_lock(4993446653023372);

    select e.position, e.at into base, previous from event e order by e.position desc limit 1;
    base := coalesce(base, 0);
    at := greatest(clock_timestamp(), previous);
    written := 0;

    claimed := false;
    if claim_key is not null then
        delete from receipt r where r.key = claim_key and r.at < claims_since;
        claimed := exists (select from receipt r where r.key = claim_key);
    end if;
    conflicting := exists (
        select from event e cross join unnest(e.tags) as t(tag)
            join aside_look l on l.aside = what and l.tag = t.tag
        where e.position > append_aside.after);
    if claimed or conflicting then
        return;
    end if;

    insert into event (position, id, type, version, at, tags, payload, metadata)
    select base + a.number, a.id, a.type, a.version, append_aside.at, a.tags, a.payload, a.metadata
    from aside_event a where a.aside = what order by a.number;
    get diagnostics written = row_count;

    -- In the order of the index: a page of it is filled once.
    insert into event_tag (tag, position, type)
    select t.tag, base + a.number, a.type from aside_event a cross join unnest(a.tags) as t(tag)
    where a.aside = what order by t.tag, a.number;

    if claim_key is not null then
        insert into receipt (key, fingerprint, position, at)
        values (claim_key, claim_fingerprint, base + written, append_aside.at);
    end if;
    if written > 0 then
        perform pg_notify('event_log', (base + written)::text);
    end if;
end $$;
