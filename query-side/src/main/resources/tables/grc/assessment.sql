create table assessment ( -- envelope
    name                            text not null,
    description                     text not null,
    observation                     text not null,
    ref_id                          text,
    framework                       uuid not null,
    framework_name                  text not null,
    folder                          uuid not null,
    version_label                   text not null,
    status                          text collate "C" not null,
    is_locked                       boolean not null,
    eta                             date,
    due_date                        date,
    authors                         uuid[] not null,
    reviewers                       uuid[] not null,
    assets                          uuid[] not null,
    labels                          text[] not null,
    selected_implementation_groups  text[] not null,
    min_score                       int not null,
    max_score                       int not null,
    target_score                    numeric,
    anchor_na_to_target             boolean not null,
    score_calculation_method        text collate "C" not null,
    documentation_score_enabled     boolean not null,
    progress_mode                   text collate "C" not null,
    require_full_progress           boolean not null,
    completed_at                    timestamptz,
    completed_by                    uuid,
    completion_count                int not null,
    search text collate "C" generated always as (
        read.fold(name) || U&'\001F' || read.fold(description) || U&'\001F' || read.fold(coalesce(ref_id, ''))
        || U&'\001F' || read.fold(framework_name)) stored
);

-- The first of them carries whatever else is filtered by.
create index on assessment (org, created_at, id) include (
    folder, framework, status, is_locked, eta, due_date, completed_at, created_by, updated_by);
create index on assessment (org, updated_at, id);
create index on assessment (org, folder, created_at, id);
create index on assessment (org, framework, created_at, id);
create index on assessment (org, (read.caseless(framework_name) collate "C"), id);
create index on assessment (org, status, id) include (due_date);
create index on assessment (org, eta, id);
create index on assessment (org, due_date, id) include (status);
create index on assessment (org, completed_at, id);
create index on assessment (org, (read.caseless(name) collate "C"), id);
create index on assessment (org, (read.caseless(ref_id) collate "C"), id);
create index on assessment using gin (authors, reviewers, assets, labels);
create index on assessment using gin (search gin_trgm_ops);
