-- Tickets with which browsers open streams: what was drawn and what browsers show afterwards are kept as digests, and of the
-- credential in whose name a ticket was drawn only which one it is.
create table stream_ticket (
    digest     text        primary key,   -- SHA-256 of the ticket
    kind       text        not null check (kind in ('TOKEN', 'SESSION', 'ISSUER')),
    owner      uuid        not null,      -- the account
    credential uuid,                      -- the token or session; null for a token of another issuer
    good_until timestamptz,               -- when the time of such a token is over
    question   text        not null,      -- what its streams tell, as a query string
    mark       text,                      -- SHA-256 of what its first user shows since; null for new
    over_at    timestamptz not null       -- until then it can be used for the first time, or again
);

create index on stream_ticket (over_at);
create index on stream_ticket (mark) where mark is not null;
create index on stream_ticket (owner);

-- Which nodes have streams open, and what they are while somebody looks. Nothing of it outlives its node for long.
create unlogged table stream_node (
    id      uuid        primary key,
    seen_at timestamptz not null,
    told_at timestamptz,
    streams jsonb                         -- null while nobody looks
);

-- What operators want of all nodes: to look, or to end a stream.
create unlogged table stream_wish (
    stream    uuid        primary key,    -- of all zeros: to look
    wanted_at timestamptz not null
);
