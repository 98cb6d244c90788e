-- Tables as they were at a position, those of one organization in a schema of their own, made from the log when somebody asks
-- and dropped when nobody does any more. All of it may be dropped at any time.
create table read.past_tables (
    name    text primary key,
    files   text not null,
    ready   boolean not null,
    used_at timestamptz not null default clock_timestamp()
);
