-- Tables that stand still because an operator wants it: the position at which each of them does, and what is wanted of whoever
-- writes them.
alter table read.table_file add column paused bigint,
    add column pause_wanted text check (pause_wanted in ('pause', 'resume'));
