create table asset ( -- envelope
    name            text not null,
    description     text not null,
    ref_id          text,
    folder          uuid not null,
    type            text collate "C" not null,
    parent_assets   uuid[] not null,
    owner           uuid[] not null,
    labels          text[] not null,
    business_value  text,
    search text collate "C" generated always as (
        read.fold(name) || U&'\001F' || read.fold(description) || U&'\001F' || read.fold(coalesce(ref_id, ''))) stored
);

create index on asset (org, created_at, id) include (folder, type, created_by, updated_by);
create index on asset (org, updated_at, id);
create index on asset (org, folder, created_at, id);
create index on asset (org, type, created_at, id);
create index on asset (org, (read.caseless(name) collate "C"), id);
create index on asset (org, (read.caseless(ref_id) collate "C"), id);
create index on asset (org, folder, id);
create index on asset (org, type, id);
create index on asset using gin (parent_assets, owner, labels);
create index on asset using gin (search gin_trgm_ops);
