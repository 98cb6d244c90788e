create table "user" ( -- envelope
    email                text not null,
    first_name           text not null,
    last_name            text not null,
    is_service           boolean not null,
    is_active            boolean not null,
    expiry_date          date,
    rate_limit_override  jsonb,
    search text collate "C" generated always as (
        read.fold(email) || U&'\001F' || read.fold(first_name) || U&'\001F' || read.fold(last_name)) stored
);

create index on "user" (org, created_at, id) include (created_by, updated_by);
create index on "user" (org, updated_at, id);
create index on "user" (org, is_active, created_at, id);
create index on "user" (org, is_service, created_at, id);
create index on "user" (org, (read.caseless(email) collate "C"), id);
create index on "user" using gin (search gin_trgm_ops);
create index on "user" using gin (
    ((read.fold(first_name) || U&'\001F' || read.fold(last_name)) collate "C") gin_trgm_ops);
-- The few accounts that come to an end, which the clock looks for.
create index on "user" (org, (case when is_active then expiry_date end), created_at, id);

-- Members and those who invite may have their accounts in other organizations.
create policy known on "user" for select
    using (case when org = any ((select read.seen())::uuid[]) then true else read.known(id) end);
