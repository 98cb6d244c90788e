create table threat ( -- envelope
    name          text not null,
    ref_id        text,
    description   text not null,
    provider      text,
    folder        uuid not null,
    is_published  boolean not null,
    labels        text[] not null,
    search text collate "C" generated always as (
        read.fold(name) || U&'\001F' || read.fold(coalesce(ref_id, '')) || U&'\001F' || read.fold(description)) stored
);

create index on threat (org, created_at, id) include (folder, is_published, created_by, updated_by);
create index on threat (org, updated_at, id);
create index on threat (org, folder, created_at, id);
create index on threat (org, (read.caseless(name) collate "C"), id);
create index on threat (org, (read.caseless(ref_id) collate "C"), id);
create index on threat (org, (read.caseless(provider) collate "C"), id);
create index on threat (org, folder, id);
create index on threat using gin (labels);
create index on threat using gin (search gin_trgm_ops);
