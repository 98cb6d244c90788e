create table framework ( -- envelope
    urn                               text not null,
    ref_id                            text,
    name                              text not null,
    description                       text not null,
    provider                          text,
    version_label                     text,
    folder                            uuid not null,
    is_published                      boolean not null,
    min_score                         int not null,
    max_score                         int not null,
    scores_definition                 jsonb,
    implementation_groups_definition  jsonb,
    requirements_count                int not null,
    assessable_count                  int not null,
    search text collate "C" generated always as (
        read.fold(urn) || U&'\001F' || read.fold(coalesce(ref_id, '')) || U&'\001F' || read.fold(name) || U&'\001F'
        || read.fold(description)) stored
);

-- Frameworks are few: one index tells the organization's, and what they are filtered by is in it.
create index on framework (org, created_at, id) include (folder, is_published, created_by, updated_by);
create index on framework (org, updated_at, id);
create index on framework (org, folder, created_at, id);
create index on framework (org, (read.caseless(urn) collate "C"), id);
create index on framework (org, (read.caseless(ref_id) collate "C"), id);
create index on framework (org, (read.caseless(name) collate "C"), id);
create index on framework (org, (read.caseless(provider) collate "C"), id);
create index on framework using gin (search gin_trgm_ops);
