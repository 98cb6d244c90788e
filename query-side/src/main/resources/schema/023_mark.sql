-- How far the read tables are. What is done with projections is in the log, and has a table of the name that this one had.
alter table read.projection rename to mark;
alter index read.projection_pkey rename to mark_pkey;
