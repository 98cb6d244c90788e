create table auth ( -- envelope
    what          text collate "C" not null
);

create index on auth (org, created_at, id) include (created_by, updated_by);
create index on auth (org, updated_at, id);
