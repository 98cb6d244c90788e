create table requirement ( -- envelope
    framework              uuid not null,
    urn                    text not null,
    parent_urn             text,
    order_id               int not null,
    ref_id                 text,
    name                   text,
    description            text,
    assessable             boolean not null,
    implementation_groups  text[] not null,
    weight                 int not null,
    importance             text collate "C" not null,
    min_score              int,
    max_score              int,
    typical_evidence       text,
    search text collate "C" generated always as (
        read.fold(coalesce(ref_id, '')) || U&'\001F' || read.fold(coalesce(name, '')) || U&'\001F'
        || read.fold(coalesce(description, ''))) stored
);

-- They are read framework by framework, in its order.
create index on requirement (org, framework, order_id, id) include (assessable);
create index on requirement (org, order_id, id);
create index on requirement (org, created_at, id) include (assessable, created_by, updated_by);
create index on requirement (org, updated_at, id);
create index on requirement (org, (read.caseless(urn) collate "C"), id);
create index on requirement (org, (read.caseless(parent_urn) collate "C"), id);
create index on requirement (org, (read.caseless(ref_id) collate "C"), id);
create index on requirement using gin (implementation_groups);
create index on requirement using gin (search gin_trgm_ops);
