create table webhook ( -- envelope
    name               text not null,
    description        text not null,
    url                text not null,
    event_types        text[] not null,
    folders            uuid[] not null,
    payload_format     text collate "C" not null,
    body_format        text collate "C" not null,
    ordering           text collate "C" not null,
    is_active          boolean not null,
    header_names       text[] not null,
    max_in_flight      int not null,
    rate_per_second    int not null,
    owner              uuid not null,
    secret_preview     text not null,
    secret_rotated_at  timestamptz,
    disabled_reason    text collate "C",
    secret_kept        text collate "C" not null,
    former_kept        text collate "C",
    former_until       timestamptz,
    headers_kept       text collate "C",
    search text collate "C" generated always as (
        read.fold(name) || U&'\001F' || read.fold(description) || U&'\001F' || read.fold(url)) stored
);

create index on webhook (org, owner, created_at, id);
create index on webhook (org, created_at, id) include (created_by, updated_by);
create index on webhook (org, updated_at, id);
create index on webhook (org, (read.caseless(name) collate "C"), id);
create index on webhook (org, (read.caseless(url) collate "C"), id);
create index on webhook (org, is_active, id);
create index on webhook using gin (event_types, folders);
create index on webhook using gin (search gin_trgm_ops);

-- How it goes is kept beside the log.
create view webhook_seen as
    select w.*, s.created_position, s.checkpoint, h.first_failure_at, h.failures, h.last_success_at, h.last_attempt_at
    from webhook w left join webhook_state s on s.webhook = w.id left join webhook_health h on h.webhook = w.id;
