-- Things that clients know by a number have the position of the event that they began with.
create function number_of(noun text, id uuid) returns bigint language sql stable parallel safe as $$
    select t.position from event_tag t
    where t.tag = noun || '=' || id and t.type = noun || '.created' order by t.position limit 1
$$;

create function numbered(noun text, number bigint) returns uuid language sql stable parallel safe as $$
    select substr(t.tag, length(noun) + 2)::uuid from event e cross join unnest(e.tags) as t(tag)
    where e.position = number and e.type = noun || '.created' and starts_with(t.tag, noun || '=')
    limit 1
$$;

-- What the links of invitations hold, and for whom they are, in a form that only who has the master key can compute.
create table invite_link (
    invitation uuid        primary key,
    digest     text        not null unique,  -- HMAC-SHA-256 of what the link holds
    sealed     bytea       not null,         -- the same, encrypted, to be shown to who may hand it on
    address    text        not null          -- HMAC-SHA-256 of the address it was sent to
);

create index on invite_link (address);
