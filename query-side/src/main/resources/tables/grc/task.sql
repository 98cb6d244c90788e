create table task ( -- envelope
    name              text not null,
    description       text not null,
    ref_id            text,
    folder            uuid not null,
    due_date          date,
    status            text collate "C" not null,
    observation       text not null,
    assigned_to       uuid[] not null,
    applied_controls  uuid[] not null,
    compliance_assessments uuid[] not null,
    risks             uuid[] not null,
    assets            uuid[] not null,
    link              text,
    labels            text[] not null,
    recurrence        jsonb,
    completed_at      timestamptz,
    completed_by      uuid,
    series_id         text collate "C",
    scheduled_date    date,
    series            jsonb,
    announced         jsonb not null,
    awaited           date,
    warned            int,
    search text collate "C" generated always as (
        read.fold(name) || U&'\001F' || read.fold(description) || U&'\001F' || read.fold(coalesce(ref_id, ''))
            || U&'\001F' || read.fold(observation)) stored
);

-- What most lists are filtered by, in the default order. The second carries whatever else is counted or filtered by.
create index on task (org, folder, created_at, id);
create index on task (org, status, created_at, id) include (
    folder, due_date, completed_at, updated_at, series_id, awaited, warned);
create index on task (org, series_id, created_at, id);
create index on task (org, created_at, id) where (cardinality(assigned_to)) = 0;

-- Orderings, as for risks.
create index on task (org, created_at, id) include (created_by, updated_by);
create index on task (org, updated_at, id);
create index on task (org, (read.caseless(name) collate "C"), id);
create index on task (org, (read.caseless(ref_id) collate "C"), id);
create index on task (org, status, id);
create index on task (org, due_date, id) include (status);
create index on task (org, completed_at, id);

-- What the clock waits for: done with, most tasks are none of its business.
create index on task (org, awaited, created_at, id) include (warned) where awaited is not null;

-- Those that name controls: which controls are named is told by reading these.
create index on task (org, id) where applied_controls <> '{}';

-- Lists of references and labels, and the search.
create index on task using gin (assigned_to, applied_controls, compliance_assessments, risks, assets, labels);
create index on task using gin (search gin_trgm_ops);
