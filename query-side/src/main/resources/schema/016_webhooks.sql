-- Identifiers that say when they were made, to the microsecond, and sort in that order: rows that come together stand together,
-- and one index is for both. They are of version 8, which leaves their first sixty bits to us.
create function later_uuid() returns uuid language sql volatile parallel safe as $$
    select (overlay(lpad(to_hex((extract(epoch from clock_timestamp()) * 1000000)::bigint), 15, '0') placing '8' from 13 for 0)
        || substr(replace(gen_random_uuid()::text, '-', ''), 17))::uuid
$$;

-- When it was made.
create function moment_of(id uuid) returns timestamptz language sql immutable parallel safe as $$
    select to_timestamp(('x0' || substr(id::text, 1, 8) || substr(id::text, 10, 4) || substr(id::text, 16, 3))::bit(64)::bigint
        / 1000000.0::float8)
$$;

-- No identifier that was made at a moment or after it sorts before this one.
create function earliest_uuid(moment timestamptz) returns uuid language sql stable parallel safe as $$
    select (overlay(lpad(to_hex((extract(epoch from moment) * 1000000)::bigint), 15, '0') placing '8' from 13 for 0)
        || repeat('0', 16))::uuid
$$;

-- How far each endpoint has been told of what is in the log. What must be sent follows from the log and these rows, so nothing is
-- lost between an event and its messages.
create table webhook_state (
    webhook          uuid   primary key,
    org              uuid   not null,
    created_position bigint not null,
    checkpoint       bigint not null                   -- every event up to here has its message, or needs none
) with (fillfactor = 50);                              -- rows are changed often, and stay where they are

-- How it goes with those that were told something. It stands by itself, since it is written while others move checkpoints.
create table webhook_health (
    webhook          uuid        primary key,
    org              uuid        not null,
    failures         int         not null default 0,   -- attempts that failed since the last one that did not
    first_failure_at timestamptz,                      -- the first of these
    last_failure_at  timestamptz,
    last_success_at  timestamptz,
    last_attempt_at  timestamptz
) with (fillfactor = 50);

-- One event on its way to one endpoint. Whoever makes an attempt counts it first: of two nodes that mean the same attempt, one
-- finds the number changed. What is on its way is little and comes and goes, so it stands by itself, is indexed for nobody but
-- whoever sends it, and is tidied before there is much to tidy. That it is tried changes nothing that is indexed.
create table webhook_open (
    webhook    uuid        not null,
    id         uuid        not null default later_uuid(),
    org        uuid        not null,
    message    text        not null,                   -- the same for an event wherever and how often it is sent
    position   bigint,                                 -- of the event; none for a test
    type       text        collate "C" not null,
    noun       text        collate "C" not null,
    resource   uuid        not null,
    state      text        collate "C" not null,       -- pending, delivering, retrying
    cause      text        collate "C" not null,       -- event, redelivery, replay, test
    replay     uuid,
    attempts   int         not null default 0,
    tries      int         not null default 0,         -- attempts since the schedule began
    blocked    int         not null default 0,
    ordered    boolean     not null default false,     -- what happened later to the same resource waits for it
    next_at    timestamptz not null,                   -- when it is to be tried, or was
    lease      timestamptz,                            -- until when it is up to whoever tries it
    status     int,                                    -- of the last answer
    digest     bytea,                                  -- of the body as it was sent last
    created_at timestamptz not null generated always as (moment_of(id)) stored,
    primary key (webhook, id)
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000, autovacuum_vacuum_insert_threshold = -1,
        autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 100000, autovacuum_vacuum_cost_delay = 0, vacuum_truncate = off);

create index webhook_open_due on webhook_open (webhook, next_at, position) where cause <> 'replay';
create index webhook_open_spare on webhook_open (webhook, next_at, position) where cause = 'replay';
create index webhook_open_turn on webhook_open (webhook, resource, position) where ordered;

-- Endpoints of one owner that hear the same of the same, two hundred of them at most: what there is to tell them leaves for all of
-- them at once, and is found by that. Each has its number for good.
create table webhook_crew (
    webhook uuid not null,
    org     uuid not null,
    alike   uuid not null,                             -- what they have in common
    number  int  not null,                             -- among all that do
    crew    uuid not null generated always as (md5(alike::text || (number / 200)::text)::uuid) stored,
    primary key (webhook, alike),
    unique (alike, number)
);

create function webhook_alike(org uuid, owner uuid, types text[], folders uuid[]) returns uuid language sql stable parallel safe as $$
    select md5(concat_ws(' ', org, owner, types, folders))::uuid
$$;

-- The delivery to one of many that are told together: its place among them stands in the last three digits of its identifier.
create function delivery_of(flight uuid, place int) returns uuid language sql immutable parallel safe as $$
    select overlay(flight::text placing lpad(to_hex(place), 3, '0') from 34)::uuid
$$;

-- With whom a delivery left, if it left with others.
create function flight_of(delivery uuid) returns uuid language sql immutable parallel safe as $$
    select overlay(delivery::text placing '000' from 34)::uuid
$$;

-- One event that left for many endpoints at once, for the first time. Nearly all are well and have answered before anybody asks, so
-- that they are on their way is one row, read and deleted, and who of them is on the way still follows from what is known of the others.
-- It is never changed.
create table webhook_flight (
    id       uuid        primary key default delivery_of(later_uuid(), 0),
    crew     uuid        not null,
    org      uuid        not null,
    message  text        not null,
    position bigint      not null,
    type     text        collate "C" not null,
    noun     text        collate "C" not null,
    resource uuid        not null,
    webhooks uuid[]      not null,                     -- each at its place, from 1
    lease    timestamptz not null                      -- until when it is up to whoever has sent it
) with (toast_tuple_target = 8160, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000,
        autovacuum_vacuum_insert_threshold = -1, autovacuum_vacuum_cost_delay = 0, vacuum_truncate = off);

-- What arrived at once of what left together, and was answered alike: nearly all that is ever sent. Written once, and one row with the
-- indexes of one, however many were told. What differs among them stands at the same place of each list.
create table webhook_arrival (
    crew         uuid        not null,
    flight       uuid        not null,
    org          uuid        not null,
    message      text        not null,
    position     bigint      not null,
    type         text        collate "C" not null,
    noun         text        collate "C" not null,
    resource     uuid        not null,
    status       int         not null,
    digest       bytea       not null,
    delivered_at timestamptz not null default clock_timestamp(),
    headers      json        not null,
    answer       bytea       not null,
    address      text,
    webhooks     uuid[]      not null,
    places       int[]       not null,                 -- among those they left with
    started      bigint[]    not null,                 -- when each began, in microseconds since 1970
    took_ms      int[]       not null                  -- how long each took
) with (toast_tuple_target = 8160, autovacuum_analyze_scale_factor = 0.5, autovacuum_vacuum_insert_scale_factor = 0.5);

create index on webhook_arrival (crew, flight);
create index on webhook_arrival (crew, position, flight);
create index on webhook_arrival (crew, type, flight);
create index on webhook_arrival (crew, resource, flight);
create index on webhook_arrival (crew, status, flight);
create index on webhook_arrival using brin (delivered_at);

-- Each of them.
create view webhook_arrived with (security_invoker = true) as
select a.crew, a.flight, a.webhooks, w.webhook, delivery_of(a.flight, w.place) as id, a.org, a.message, a.position, a.type, a.noun,
    a.resource, 'delivered' collate "C" as state, 'event' collate "C" as cause, 1 as attempts, a.status, a.digest,
    moment_of(a.flight) as created_at, a.delivered_at, timestamptz 'epoch' + w.started * interval '1 microsecond' as started_at,
    w.took_ms as duration_ms, null::text as error_kind, a.headers, a.answer, a.address
from webhook_arrival a
cross join lateral unnest(a.webhooks, a.places, a.started, a.took_ms) as w(webhook, place, started, took_ms);

-- What has arrived otherwise, or is given up. Written once. What nearly all have in common is not indexed: whoever looks for that finds it in
-- whatever order they ask for. It is looked over seldom: as long as that lasts, nothing is tidied that is on its way.
create table webhook_delivery (
    webhook      uuid        not null,
    id           uuid        not null,
    org          uuid        not null,
    message      text        not null,
    position     bigint,
    type         text        collate "C" not null,
    noun         text        collate "C" not null,
    resource     uuid        not null,
    state        text        collate "C" not null,     -- delivered, exhausted, aborted, cancelled
    cause        text        collate "C" not null,
    replay       uuid,
    attempts     int         not null,
    status       int,
    digest       bytea,
    created_at   timestamptz not null,
    delivered_at timestamptz,
    started_at   timestamptz,                          -- of the last attempt, as all that follows; none if there was none, or
    duration_ms  int,                                  -- if it was given up before anything came of it
    error_kind   text,
    headers      json,
    answer       bytea,
    address      text,
    primary key (webhook, id)
) with (autovacuum_analyze_scale_factor = 0.5, autovacuum_vacuum_insert_scale_factor = 0.5);

create index on webhook_delivery (webhook, position, id);
create index on webhook_delivery (webhook, type, id);
create index on webhook_delivery (webhook, resource, id);
create index on webhook_delivery (webhook, state, id) where state <> 'delivered';
create index on webhook_delivery (webhook, status, id) where status not between 200 and 299;
create index on webhook_delivery (webhook, cause, id) where cause <> 'event';
create index on webhook_delivery (replay) where replay is not null;
create index on webhook_delivery using brin (created_at);

-- Of all that left together, that of which nothing has come yet.
create view webhook_seat with (security_invoker = true) as
select f.id as flight, w.webhook, s.id, f.org, f.message, f.position, f.type, f.noun, f.resource, moment_of(f.id) as created_at, f.lease
from webhook_flight f
cross join unnest(f.webhooks) with ordinality as w(webhook, place)
cross join lateral (select delivery_of(f.id, w.place::int) as id) s
where not exists (select from webhook_arrival a where a.crew = f.crew and a.flight = f.id and w.webhook = any (a.webhooks))
    and not exists (select from webhook_delivery e where e.webhook = w.webhook and e.id = s.id)
    and not exists (select from webhook_open o where o.webhook = w.webhook and o.id = s.id);

-- All that is on its way, by itself and together with others.
create view webhook_under_way with (security_invoker = true) as
select webhook, id, org, message, position, type, noun, resource, state, cause, attempts, next_at, status, digest, created_at
from webhook_open
union all
select webhook, id, org, message, position, type, noun, resource, 'delivering' collate "C", 'event' collate "C", 1, created_at,
    null::int, null::bytea, created_at
from webhook_seat;

-- Whether an endpoint was told of an event and took it.
create function webhook_took(hook uuid, event bigint) returns boolean language sql stable as $$
    select exists (select from webhook_delivery e where e.webhook = hook and e.position = event and e.state = 'delivered')
        or exists (select from webhook_crew c join webhook_arrival a on a.crew = c.crew
            where c.webhook = hook and a.position = event and hook = any (a.webhooks))
$$;

-- What left together is from now on on its way each by itself. Waits for whoever notes what came of some of it, and looks after that.
create function webhook_part(flights uuid[]) returns void language plpgsql as $$
begin
    perform from webhook_flight where id = any (flights) order by id for update;
    insert into webhook_open
        (webhook, id, org, message, position, type, noun, resource, state, cause, attempts, tries, next_at, lease)
    select webhook, id, org, message, position, type, noun, resource, 'delivering', 'event', 1, 1, created_at, lease
    from webhook_seat where flight = any (flights);
    delete from webhook_flight where id = any (flights);
end $$;

-- Whoever is told the same is told the same bytes, which are kept once.
create table webhook_body (
    org     uuid  not null,
    digest  bytea not null,                            -- SHA-256
    body    bytea not null,
    used_on date  not null default current_date,       -- when it was sent last
    primary key (org, digest)
);

-- Attempts of which others followed. The last one stands with what has ended: most have no other.
create table webhook_attempt (
    delivery    uuid        not null,
    number      int         not null,                  -- from 1
    org         uuid        not null,
    started_at  timestamptz not null,
    duration_ms int         not null,
    status      int,
    error_kind  text,
    headers     json        not null default '{}',
    answer      bytea,
    address     text,
    primary key (delivery, number)
);

create index on webhook_attempt using brin (started_at);

-- A part of the log that is to be told again.
create table webhook_replay (
    id            uuid        primary key,
    webhook       uuid        not null,
    org           uuid        not null,
    from_position bigint      not null,
    to_position   bigint      not null,
    reached       bigint      not null,
    matching      int         not null,
    names         text[]      not null,
    only_failed   boolean     not null,
    created_at    timestamptz not null default clock_timestamp()
);

create index on webhook_replay (webhook) where reached < to_position;

select read.secure('webhook_state');
select read.secure('webhook_health');
select read.secure('webhook_open');
select read.secure('webhook_crew');
select read.secure('webhook_flight');
select read.secure('webhook_arrival');
select read.secure('webhook_delivery');
select read.secure('webhook_body');
select read.secure('webhook_attempt');
select read.secure('webhook_replay');
do $$ begin
    execute format('grant select on webhook_seat, webhook_under_way, webhook_arrived to %I', current_user || '_reader');
end $$;
