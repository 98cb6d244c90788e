-- An identifier that sorts behind those that were made before, as version 7 does: rows that come together stand together.
create function later_uuid() returns uuid language sql volatile parallel safe as $$
    select (lpad(to_hex((extract(epoch from clock_timestamp()) * 1000)::bigint), 12, '0') || '7'
        || substr(replace(gen_random_uuid()::text, '-', ''), 14))::uuid
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
-- whoever sends it, and is tidied before there is much to tidy.
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
    next_at    timestamptz not null,                   -- when it is tried next, or given up by whoever tries it now
    status     int,                                    -- of the last answer
    digest     bytea,                                  -- of the body as it was sent last
    created_at timestamptz not null default clock_timestamp(),
    primary key (webhook, id)
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000, autovacuum_vacuum_insert_threshold = -1,
        autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 100000, autovacuum_vacuum_cost_delay = 0, vacuum_truncate = off);

create index webhook_open_due on webhook_open (webhook, next_at, position) where cause <> 'replay';
create index webhook_open_spare on webhook_open (webhook, next_at, position) where cause = 'replay';
create unique index webhook_open_once on webhook_open (webhook, resource, position) where cause = 'event';
create index webhook_open_turn on webhook_open (webhook, resource, position) where cause <> 'event';

-- What has arrived, or is given up. Written once. What nearly all have in common is not indexed: whoever looks for that finds it in
-- whatever order they ask for.
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
);

create index on webhook_delivery (webhook, created_at, id);
create index on webhook_delivery (webhook, position, id);
create index on webhook_delivery (webhook, type, created_at, id);
create index on webhook_delivery (webhook, resource, created_at, id);
create index on webhook_delivery (webhook, state, created_at, id) where state <> 'delivered';
create index on webhook_delivery (webhook, status, created_at, id) where status not between 200 and 299;
create index on webhook_delivery (webhook, cause, created_at, id) where cause <> 'event';
create index on webhook_delivery (replay) where replay is not null;
create index on webhook_delivery using brin (created_at);

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
select read.secure('webhook_delivery');
select read.secure('webhook_body');
select read.secure('webhook_attempt');
select read.secure('webhook_replay');
