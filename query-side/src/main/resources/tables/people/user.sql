create table "user" ( -- envelope
    email                text not null,
    first_name           text not null,
    last_name            text not null,
    is_service           boolean not null,
    is_active            boolean not null,
    expiry_date          date,
    rate_limit_override  jsonb
);

create index on "user" (org, created_at, id) include (created_by, updated_by);
create index on "user" (org, updated_at, id);

-- Members and those who invite may have their accounts in other organizations.
create policy known on "user" for select
    using (case when org = any ((select read.seen())::uuid[]) then true else read.known(id) end);
