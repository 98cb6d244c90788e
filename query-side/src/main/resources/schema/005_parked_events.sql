-- Events that a table could not take, and those that happened to the same resource afterwards, which wait behind them.
create table read.parked_event (
    noun      text not null,
    resource  text not null,
    position  bigint not null,
    type      text not null,
    failure   text,                  -- why it could not be taken; null: it waits
    attempts  int not null,
    parked_at timestamptz not null default clock_timestamp(),
    tried_at  timestamptz,
    dropped   boolean not null default false,   -- passed over for good, also when the table is made anew
    wanted    text,                  -- what somebody asked for: retry or drop
    primary key (noun, resource, position)
);
create index on read.parked_event (noun, position);
create index on read.parked_event (noun, resource) where wanted is not null;

-- How often rows were changed without an event: what was remembered of the tables is not true any more.
alter table read.projection add column repairs bigint not null default 0;
