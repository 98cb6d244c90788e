-- The same for what people read of the log. An event belongs to the organization that its metadata name; its tags, and what
-- a stream had come to with it, belong to it.
do $$
declare
    reader text := current_user || '_reader';
    here   text := current_schema();
    named  text;
begin
    foreach named in array array['event', 'event_tag', 'snapshot', 'invite_link'] loop
        execute format('alter table %I enable row level security', named);
        execute format('alter table %I force row level security', named);
        execute format('create policy house on %I to %I using (true) with check (true)', named, current_user);
    end loop;

    create policy tenant on event for select
        using (metadata ->> 'organization' = any ((select read.seen())::text[]));
    -- Asked of each row by its position: as a join it would be free to look at all events first.
    create policy tenant on event_tag for select
        using ((select true from event e where e.position = event_tag.position));
    create policy tenant on snapshot for select
        using ((select true from event e where e.position = snapshot.position));

    execute format('grant select on event, event_tag, snapshot to %I', reader);
    execute format('grant select (user_id, pk) on account to %I', reader);
    execute format('grant select (invitation, sealed) on invite_link to %I', reader);

    -- Where the log ends, and by which number a thing is known, is no secret of a tenant. It is asked of the whole log, or
    -- whoever has written little would look for long.
    foreach named in array array['log_head()', 'position_at(timestamptz)', 'number_of(text, uuid)', 'numbered(text, bigint)']
    loop
        execute format('alter function %s security definer', named);
        execute format('alter function %s set search_path = %I, pg_temp', named, here);
    end loop;
end $$;

-- Links are seen with their invitations.
create function read.invited(invitation uuid) returns boolean language plpgsql stable parallel safe as $$
begin
    return exists (select from read.team_invitation i where i.id = invitation and i.org = any (read.seen()));
end $$;
create policy tenant on invite_link for select using (read.invited(invitation));
