create table risk_matrix ( -- envelope
    name          text not null,
    ref_id        text,
    description   text not null,
    provider      text,
    folder        uuid not null,
    is_published  boolean not null,
    is_enabled    boolean not null,
    definition    jsonb not null,
    search text collate "C" generated always as (
        read.fold(name) || U&'\001F' || read.fold(coalesce(ref_id, '')) || U&'\001F' || read.fold(description)) stored
);

-- Matrices are few: one index tells the organization's, and what they are filtered by is in it.
create index on risk_matrix (org, created_at, id) include (folder, is_published, is_enabled, created_by, updated_by);
create index on risk_matrix (org, updated_at, id);
create index on risk_matrix (org, folder, created_at, id);
create index on risk_matrix (org, (read.caseless(name) collate "C"), id);
create index on risk_matrix (org, (read.caseless(provider) collate "C"), id);
create index on risk_matrix using gin (search gin_trgm_ops);
