create table risk ( -- envelope
    name                       text not null,
    description                text not null,
    ref_id                     text,
    folder                     uuid not null,
    status                     text collate "C" not null,
    treatment                  text collate "C" not null,
    risk_matrix                uuid not null,
    likelihood                 int,
    impact                     int,
    severity                   text collate "C",
    severity_level             int,
    severity_rank              numeric,
    score                      int,
    inherent_likelihood        int,
    inherent_impact            int,
    inherent_severity          text collate "C",
    inherent_severity_level    int,
    inherent_score             int,
    residual_likelihood        int,
    residual_impact            int,
    residual_severity          text collate "C",
    residual_severity_level    int,
    residual_score             int,
    strength_of_knowledge      int,
    justification              text,
    owner                      uuid[] not null,
    applied_controls           uuid[] not null,
    existing_applied_controls  uuid[] not null,
    assets                     uuid[] not null,
    threats                    uuid[] not null,
    labels                     text[] not null,
    identified_at              date,
    due_date                   date,
    review_date                date,
    acceptance                 jsonb,
    closed_at                  timestamptz,
    search text collate "C" generated always as (
        read.fold(name) || U&'\001F' || read.fold(description) || U&'\001F' || read.fold(coalesce(ref_id, ''))) stored
);

-- What most lists are filtered by, in the default order. The last of them carries whatever else is counted or filtered
-- by, so that counts and rare filters never touch the rows themselves.
create index on risk (org, folder, created_at, id);
create index on risk (org, status, created_at, id);
create index on risk (org, severity, created_at, id);
create index on risk (org, treatment, created_at, id) include (
    folder, status, risk_matrix, likelihood, impact, severity, severity_level, severity_rank, score,
    inherent_likelihood, inherent_impact, inherent_severity, inherent_severity_level, inherent_score,
    residual_likelihood, residual_impact, residual_severity, residual_severity_level, residual_score,
    identified_at, due_date, review_date, updated_at);

-- Orderings, one index for each and both directions: ties go by rising id and missing values come last whatever the
-- direction, so a falling order is put together from stretches of its index. Severity has two keys, and an index each way.
create index on risk (org, created_at, id) include (created_by, updated_by);
create index on risk (org, updated_at, id);
create index on risk (org, (read.caseless(name) collate "C"), id);
create index on risk (org, (read.caseless(ref_id) collate "C"), id);
create index on risk (org, folder, id);
create index on risk (org, status, id);
create index on risk (org, treatment, id);
create index on risk (org, likelihood, id);
create index on risk (org, impact, id);
create index on risk (org, score, id);
create index on risk (org, inherent_severity_level, id);
create index on risk (org, residual_severity_level, id);
create index on risk (org, due_date, id);
create index on risk (org, review_date, id);
create index on risk (org, severity_rank, severity_level, id);
create index on risk (org, severity_rank desc nulls last, severity_level desc nulls last, id);

-- The few risks that somebody accepted.
create index on risk (org, read.day(acceptance ->> 'expires_on'), created_at, id) where acceptance is not null;

-- Those that name controls: which controls are named is told by reading these.
create index on risk (org, id) where applied_controls <> '{}' or existing_applied_controls <> '{}';

-- Lists of references and labels, and the search.
create index on risk using gin (owner, applied_controls, existing_applied_controls, assets, threats, labels);
create index on risk using gin (search gin_trgm_ops);
