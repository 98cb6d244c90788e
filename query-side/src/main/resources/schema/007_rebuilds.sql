-- Tables that are made anew from the log beside the ones that are read, and how far each of them is.
create table read.rebuild (
    id             uuid primary key,
    noun           text not null,
    state          text not null,
    reason         text not null,
    verify         boolean not null,
    swap           boolean not null,
    alone          boolean not null,            -- one of many that are wanted one after the other
    batch          int not null,
    pace           int,                         -- most events in a second; null: as many as possible
    requested_by   uuid,
    requested_at   timestamptz not null default clock_timestamp(),
    started_at     timestamptz,
    finished_at    timestamptz,
    reached        bigint not null default 0,   -- the position that the new rows reflect
    goal           bigint not null default 0,   -- where the log ended when it was last looked at
    rate           double precision,            -- positions in a second, lately
    eta            int,                         -- seconds
    file           text,                        -- checksum of the file that the new table is made from
    indexed        boolean not null default false,
    generation_old bigint,
    generation_new bigint,
    checksum_old   text,
    checksum_new   text,
    drift          jsonb,
    error          jsonb
);
create unique index on read.rebuild (noun) where state in ('queued', 'running', 'catching_up', 'verifying');
create index on read.rebuild (noun, requested_at desc);

-- How often each table has been made, and since when the one before it is out of use. It is kept for a while.
alter table read.table_file add column generation bigint not null default 1, add column replaced_at timestamptz;
create schema read_past;
