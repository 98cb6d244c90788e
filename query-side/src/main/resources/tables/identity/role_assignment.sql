create table role_assignment ( -- envelope
    "user"        uuid not null,
    role          text collate "C" not null,
    folders       uuid[] not null,
    is_recursive  boolean not null
);

create index on role_assignment (org, created_at, id) include (created_by, updated_by);
create index on role_assignment (org, updated_at, id);
create index on role_assignment (org, "user", created_at, id);
create index on role_assignment (org, role, created_at, id);
create index on role_assignment using gin (folders);
