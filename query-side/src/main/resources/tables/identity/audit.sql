create table audit ( -- envelope
    what          text collate "C" not null
);

create index on audit (org, created_at, id) include (created_by, updated_by);
create index on audit (org, updated_at, id);
