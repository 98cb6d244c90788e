create table "user" ( -- envelope
    email        text not null,
    first_name   text not null,
    last_name    text not null,
    is_service   boolean not null,
    is_active    boolean not null,
    expiry_date  date
);

create index on "user" (org, created_at, id) include (created_by, updated_by);
create index on "user" (org, updated_at, id);
