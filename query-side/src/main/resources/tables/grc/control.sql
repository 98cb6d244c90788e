create table control ( -- envelope
    name               text not null,
    description        text not null,
    ref_id             text,
    folder             uuid not null,
    reference_control  text,
    status             text collate "C" not null,
    category           text collate "C",
    csf_function       text collate "C",
    priority           int,
    effort             text collate "C",
    control_impact     int,
    progress_field     int not null,
    start_date         date,
    eta                date,
    expiry_date        date,
    link               text,
    observation        text,
    cost               jsonb,
    owner              uuid[] not null,
    assets             uuid[] not null,
    labels             text[] not null,
    search text collate "C" generated always as (
        read.fold(name) || U&'\001F' || read.fold(description) || U&'\001F' || read.fold(coalesce(ref_id, ''))) stored
);

-- What most lists are filtered by, in the default order. The last of them carries whatever else is counted or filtered by.
create index on control (org, folder, created_at, id);
create index on control (org, status, created_at, id) include (
    folder, category, csf_function, priority, effort, control_impact, progress_field, start_date, eta, expiry_date,
    updated_at);

-- Orderings, one index for each and both directions; many controls cost the same, so what they cost in a year, at 500 for a
-- day of work, has one each way.
create index on control (org, created_at, id) include (created_by, updated_by);
create index on control (org, updated_at, id);
create index on control (org, (read.caseless(name) collate "C"), id);
create index on control (org, (read.caseless(ref_id) collate "C"), id);
create index on control (org, (read.caseless(reference_control) collate "C"), id);
create index on control (org, folder, id);
create index on control (org, status, id);
create index on control (org, category, id);
create index on control (org, priority, id);
create index on control (org, (array_position('{XS,S,M,L,XL}'::text[], effort)), id);
create index on control (org, control_impact, id);
create index on control (org, progress_field, id);
create index on control (org, start_date, id);
create index on control (org, eta, id);
create index on control (org, expiry_date, id);
create index on control (org, (coalesce(round(((cost #>> '{build,fixed_cost}')::numeric + (cost #>> '{build,people_days}')::numeric * 500)
    / (cost ->> 'amortization_period')::numeric + (cost #>> '{run,fixed_cost}')::numeric
    + (cost #>> '{run,people_days}')::numeric * 500, 4), 0)), id);
create index on control (org, (coalesce(round(((cost #>> '{build,fixed_cost}')::numeric + (cost #>> '{build,people_days}')::numeric * 500)
    / (cost ->> 'amortization_period')::numeric + (cost #>> '{run,fixed_cost}')::numeric
    + (cost #>> '{run,people_days}')::numeric * 500, 4), 0)) desc, id);

-- Those that nobody owns.
create index on control (org, created_at, id) where cardinality(owner) = 0;

-- Lists of references and labels, and the search.
create index on control using gin (owner, assets, labels);
create index on control using gin (search gin_trgm_ops);
