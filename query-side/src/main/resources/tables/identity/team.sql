create table team ( -- envelope
    organization   uuid not null,
    name           text not null,
    code           text not null,
    description    text not null,
    business_unit  uuid
);

create index on team (org, created_at, id) include (created_by, updated_by);
create index on team (org, updated_at, id);
create index on team (org, name, id);
create index on team (business_unit);
