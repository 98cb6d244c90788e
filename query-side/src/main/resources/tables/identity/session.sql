create table session ( -- envelope
    "user"        uuid not null,
    ended_at      timestamptz,
    ending        text collate "C"
);

create index on session (org, created_at, id) include (created_by, updated_by);
create index on session (org, updated_at, id);
create index on session (org, "user");
