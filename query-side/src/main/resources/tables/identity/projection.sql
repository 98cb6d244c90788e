create table projection ( -- envelope
    projection    text collate "C" not null,
    state         text collate "C" not null
);

create index on projection (org, created_at, id) include (created_by, updated_by);
create index on projection (org, updated_at, id);
