create table folder ( -- envelope
    name                 text not null,
    description          text not null,
    ref_id               text,
    parent_folder        uuid,
    content_type         text collate "C" not null,
    default_risk_matrix  uuid,
    risk_tolerance       text collate "C",
    labels               text[] not null,
    search text collate "C" generated always as (
        read.fold(name) || U&'\001F' || read.fold(description) || U&'\001F' || read.fold(coalesce(ref_id, ''))) stored
);

create index on folder (org, parent_folder, created_at, id);
create index on folder (org, content_type, created_at, id);
create index on folder (org, created_at, id) include (created_by, updated_by);
create index on folder (org, updated_at, id);
create index on folder (org, (read.caseless(name) collate "C"), id);
create index on folder using gin (labels);
create index on folder using gin (search gin_trgm_ops);
