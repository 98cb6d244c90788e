-- What endpoints share with us, and the values of the headers that they want, encrypted. Nobody who asks a question may see it.
create table webhook_secret (
    webhook      uuid        primary key,
    secret       bytea       not null,
    former       bytea,                        -- signs as well, for a while
    former_until timestamptz,
    headers      bytea       not null
);

alter table webhook_secret enable row level security;
alter table webhook_secret force row level security;
do $$ begin
    execute format('create policy house on webhook_secret to %I using (true) with check (true)', current_user);
end $$;
