-- What endpoints share with us, and the values of the headers that they want, encrypted. The log names the rows, which never
-- change. Nobody who asks a question may see them.
create table webhook_secret (
    id      uuid  primary key,
    webhook uuid  not null,
    closed  bytea not null
);

create index on webhook_secret (webhook);

alter table webhook_secret enable row level security;
alter table webhook_secret force row level security;
do $$ begin
    execute format('create policy house on webhook_secret to %I using (true) with check (true)', current_user);
end $$;
