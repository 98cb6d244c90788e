create table organization ( -- envelope
    name                 text not null,
    root_folder          uuid not null,
    default_risk_matrix  uuid not null
);

create index on organization (org, created_at, id) include (created_by, updated_by);
create index on organization (org, updated_at, id);
