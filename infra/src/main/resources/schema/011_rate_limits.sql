-- What all nodes were asked for, by user and by address, in windows of the clock. Rows live as long as their window; losing
-- them lets everybody begin anew, and nothing else.
create table rate_count (
    ends_at timestamptz not null,           -- the end of the window
    bucket  text        not null,           -- the policy and whose it is
    spent   bigint      not null,
    turn    bigint      not null default 1, -- how often it was added to: of two answers, the newer one
    granted boolean     not null default true, -- whether the last reservation found room
    primary key (ends_at, bucket)
);

comment on table rate_count is 'Requests counted towards rate limits, added up by all nodes';

-- Which nodes share the limits.
create table rate_node (
    id      uuid        primary key,
    seen_at timestamptz not null
);

comment on table rate_node is 'Nodes that count requests, and when each was last heard of';
