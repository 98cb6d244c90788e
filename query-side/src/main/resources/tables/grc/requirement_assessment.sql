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
    search text collate "C" generated always as (
        read.fold(coalesce(requirement ->> 'ref_id', '')) || U&'\001F'
        || read.fold(coalesce(requirement ->> 'name', '')) || U&'\001F'
        || read.fold(coalesce(requirement ->> 'description', ''))) stored
);

-- They are read assessment by assessment, in the order of the framework.
create index on requirement_assessment (org, compliance_assessment, ((requirement ->> 'order_id')::int), id);
create index on requirement_assessment (org, ((requirement ->> 'order_id')::int), id);
create index on requirement_assessment (org, created_at, id) include (
    framework, status, result, extended_result, is_scored, score, eta, due_date, created_by, updated_by);
create index on requirement_assessment (org, updated_at, id);
create index on requirement_assessment (org, framework, created_at, id);
create index on requirement_assessment (org, status, id);
create index on requirement_assessment (org, result, id);
create index on requirement_assessment (org, score, id);
create index on requirement_assessment (org, (read.caseless(requirement ->> 'urn') collate "C"), id);
create index on requirement_assessment (org, (read.caseless(requirement ->> 'ref_id') collate "C"), id);
create index on requirement_assessment using gin (search gin_trgm_ops);
