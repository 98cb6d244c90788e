-- The second net between tenants; the first is that every question says itself which organization it is about. People's
-- questions are put under a role of their own, called like the owner of the tables with _reader behind it, which must be
-- there before. It sees rows of the organizations that its transaction names, and of none if it names none.

create function read.seen() returns uuid[] language sql stable parallel safe
    as $$ select nullif(current_setting('redoubt.seen', true), '')::uuid[] $$;

-- Whether somebody whose account stands elsewhere is known in what is seen: as a member, or because they invited somebody.
create function read.known(person uuid) returns boolean language plpgsql stable parallel safe cost 1 as $$
begin
    return exists (select from read.role_assignment m where m.org = any (read.seen()) and m."user" = person)
        or exists (select from read.team_invitation i where i.org = any (read.seen()) and i.invited_by = person);
end $$;

-- Puts a table that has a column org under row security, whoever owns it. The owner, who fills it, is named: that he
-- owns it lets him see nothing. The array is made once for each question.
create function read.secure(named regclass) returns void language plpgsql as $$
begin
    execute format('alter table %s enable row level security', named);
    execute format('alter table %s force row level security', named);
    execute format('drop policy if exists house on %s', named);
    execute format('drop policy if exists tenant on %s', named);
    execute format('create policy house on %s to %I using (true) with check (true)', named, current_user);
    execute format(
        'create policy tenant on %s for select using (org = any ((select read.seen())::uuid[]))', named);
    execute format('grant select on %s to %I', named, current_user || '_reader');
end $$;

-- Does so with each table of a schema that is not yet, and with the views of its file. Does nothing to what is in order.
--
-- Row security comes before every condition that might tell what it was given, and an operator that might, such as LIKE or
-- the overlap of arrays, finds nothing through an index then. Identifiers are therefore looked for in a view, risk_found for
-- risk, that holds the same rows for the same reason and is free to use its indexes; whatever is shown or counted still comes
-- from the table.
create function read.isolate(schema_name text) returns void language plpgsql as $$
declare
    reader text := current_user || '_reader';
    each   record;
begin
    if not has_schema_privilege(reader, schema_name, 'usage') then
        execute format('grant usage on schema %I to %I', schema_name, reader);
    end if;
    for each in
        select c.oid::regclass as named, c.relname from pg_class c
        where c.relkind = 'v' and c.relnamespace = schema_name::regnamespace and c.relname !~ '_found$'
            and not has_table_privilege(reader, c.oid, 'select')
    loop
        execute format('alter view %s set (security_invoker = true)', each.named);
        execute format('grant select on %s to %I', each.named, reader);
    end loop;
    for each in
        select c.oid::regclass as named, c.relname from pg_class c
        join pg_attribute a on a.attrelid = c.oid and a.attname = 'org' and not a.attisdropped
        where c.relkind = 'r' and c.relnamespace = schema_name::regnamespace
            and not (c.relforcerowsecurity and has_table_privilege(reader, c.oid, 'select')
                and exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'house'
                    and p.polroles = array[(select r.oid from pg_roles r where r.rolname = current_user)]))
    loop
        perform read.secure(each.named);
        execute format(
            'create or replace view %1$I.%2$I as select * from %3$s where org = any ((select read.seen())::uuid[])',
            schema_name, each.relname || '_found', each.named);
        execute format('grant select on %I.%I to %I', schema_name, each.relname || '_found', reader);
    end loop;
end $$;

-- When a token was last used is shown with it. What nobody knows the organization of is forgotten.
alter table token_use add column org uuid;
do $$ begin
    if to_regclass('read.api_token') is not null then
        update token_use u set org = t.org from read.api_token t where t.id = u.token;
    end if;
end $$;
delete from token_use where org is null;
alter table token_use alter column org set not null;

select read.secure('token_use');
select read.isolate('read');
