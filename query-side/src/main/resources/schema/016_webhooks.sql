-- How far each endpoint has been told of what is in the log, and how it goes. What must be sent follows from the log and these
-- rows, so nothing is lost between an event and its messages.
create table webhook_state (
    webhook          uuid        primary key,
    org              uuid        not null,
    created_position bigint      not null,
    checkpoint       bigint      not null,             -- every event up to here has its message, or needs none
    failures         int         not null default 0,   -- attempts that failed since the last one that did not
    first_failure_at timestamptz,                      -- the first of these
    last_failure_at  timestamptz,
    last_success_at  timestamptz,
    last_attempt_at  timestamptz
);

-- One event on its way to one endpoint. Whoever makes an attempt counts it first: of two nodes that mean the same attempt,
-- one finds the number changed.
create table webhook_delivery (
    id           uuid        primary key,
    webhook      uuid        not null,
    org          uuid        not null,
    message      text        not null,                 -- the same for an event wherever and how often it is sent
    position     bigint,                               -- of the event; none for a test
    type         text        collate "C" not null,
    noun         text        collate "C" not null,
    resource     uuid        not null,
    state        text        collate "C" not null,
    cause        text        collate "C" not null,     -- event, redelivery, replay, test
    replay       uuid,
    attempts     int         not null default 0,
    tries        int         not null default 0,       -- attempts since the schedule began
    blocked      int         not null default 0,
    next_at      timestamptz,                          -- when it is tried next, or given up by whoever tries it now
    status       int,                                  -- of the last answer
    created_at   timestamptz not null default clock_timestamp(),
    delivered_at timestamptz,
    body         bytea                                 -- as it was sent last
);

create unique index webhook_delivery_once on webhook_delivery (webhook, position) where cause = 'event';
create unique index webhook_delivery_replayed on webhook_delivery (replay, position) where replay is not null;
create index webhook_delivery_due on webhook_delivery (webhook, next_at)
    where state in ('pending', 'delivering', 'retrying');
create index webhook_delivery_turn on webhook_delivery (webhook, resource, position)
    where state in ('pending', 'delivering', 'retrying');
create index on webhook_delivery (webhook, created_at, id);
create index on webhook_delivery (webhook, next_at, id);
create index on webhook_delivery (webhook, position, id);
create index on webhook_delivery (webhook, state, created_at, id);
create index on webhook_delivery (webhook, type, created_at, id);
create index on webhook_delivery (webhook, resource, created_at, id);
create index on webhook_delivery (webhook, status, created_at, id);
create index on webhook_delivery (webhook, cause, created_at, id);
create index on webhook_delivery (created_at);

create table webhook_attempt (
    delivery    uuid        not null references webhook_delivery on delete cascade,
    org         uuid        not null,
    number      int         not null,                  -- from 1
    started_at  timestamptz not null,
    duration_ms int         not null,
    status      int,
    error_kind  text,
    headers     jsonb       not null default '{}',
    body        bytea,
    address     text,
    primary key (delivery, number)
);

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
select read.secure('webhook_delivery');
select read.secure('webhook_attempt');
select read.secure('webhook_replay');
