create table organization ( -- envelope
    name                 text not null,
    root_folder          uuid not null,
    default_risk_matrix  uuid not null,
    domain               text not null,
    plan                 text collate "C" not null,
    business_unit_label  text not null,
    default_team         uuid,
    founder              uuid
);

create index on organization (org, created_at, id) include (created_by, updated_by);
create index on organization (org, updated_at, id);
create index on organization (root_folder);
