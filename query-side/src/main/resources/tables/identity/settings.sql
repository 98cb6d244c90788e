create table settings ( -- envelope
    organization         uuid not null,
    daily_rate           numeric not null,
    default_risk_matrix  uuid not null,
    four_eyes            boolean not null
);

create index on settings (org, created_at, id) include (created_by, updated_by);
create index on settings (org, updated_at, id);
