create table business_unit ( -- envelope
    organization  uuid not null,
    name          text not null,
    code          text not null,
    description   text not null,
    parent        uuid
);

create index on business_unit (org, created_at, id) include (created_by, updated_by);
create index on business_unit (org, updated_at, id);
create index on business_unit (org, name, id);
create index on business_unit (parent);
