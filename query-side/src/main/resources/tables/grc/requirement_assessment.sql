create table requirement_assessment ( -- envelope
    compliance_assessment  uuid not null,
    framework              uuid not null,
    requirement            jsonb not null,
    status                 text collate "C" not null,
    result                 text collate "C" not null,
    extended_result        text collate "C",
    is_scored              boolean not null,
    score                  int,
    documentation_score    int,
    target_score           int,
    observation            text not null,
    eta                    date,
    due_date               date,
    applied_controls       uuid[] not null,
    order_id               int generated always as ((requirement ->> 'order_id')::int) stored,
    urn                    text generated always as (requirement ->> 'urn') stored,
    parent_urn             text generated always as (requirement ->> 'parent_urn') stored,
    ref_id                 text generated always as (requirement ->> 'ref_id') stored,
    assessable             boolean generated always as ((requirement ->> 'assessable')::boolean) stored,
    weight                 int generated always as ((requirement ->> 'weight')::int) stored,
    groups                 jsonb generated always as (requirement -> 'implementation_groups') stored,
    least                  int generated always as ((requirement ->> 'min_score')::int) stored,
    greatest               int generated always as ((requirement ->> 'max_score')::int) stored,
    search text collate "C" generated always as (
        read.fold(coalesce(requirement ->> 'ref_id', '')) || U&'\001F'
        || read.fold(coalesce(requirement ->> 'name', '')) || U&'\001F'
        || read.fold(coalesce(requirement ->> 'description', ''))) stored
);

-- They are read assessment by assessment, in the order of the framework; what the numbers are made of is in the index.
create index on requirement_assessment (org, compliance_assessment, order_id, id);
create index on requirement_assessment (org, compliance_assessment)
    include (assessable, groups, least, status, result, score);
create index on requirement_assessment (org, order_id, id);
create index on requirement_assessment (org, created_at, id) include (
    framework, status, result, extended_result, is_scored, score, eta, due_date, created_by, updated_by);
create index on requirement_assessment (org, updated_at, id);
create index on requirement_assessment (org, framework, created_at, id);
create index on requirement_assessment (org, status, id);
create index on requirement_assessment (org, result, id);
create index on requirement_assessment (org, score, id);
create index on requirement_assessment (org, (read.caseless(urn) collate "C"), id);
create index on requirement_assessment (org, (read.caseless(ref_id) collate "C"), id);

-- Those that name controls: which controls are named is told by reading these.
create index on requirement_assessment (org, id) where applied_controls <> '{}';

-- Lists of references, and the search.
create index on requirement_assessment using gin (applied_controls);
create index on requirement_assessment using gin (search gin_trgm_ops);
