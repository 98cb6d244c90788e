-- What streams had come to after so many of their events, so that a long one need not be read from its beginning. A
-- cache and nothing else: every row follows from the log, and all of them may be deleted at any time.
--
-- The fingerprint says who understands the state: a reader passes over what was written under another one, and writes
-- over it.

create table snapshot (
    stream      text collate "C" not null,   -- a tag, as event_tag has it
    position    bigint not null,             -- of the last event it stands for
    events      bigint not null,             -- how many of them there are, from the first one on
    fingerprint text collate "C" not null,
    state       jsonb not null,
    primary key (stream, position) include (events, fingerprint)
);

-- The latest snapshot that stands for no event after a position, and for fewer than so many events.
create function latest_snapshot(of_stream text, of_fingerprint text, until bigint, fewer bigint)
    returns setof snapshot stable language plpgsql
    set plan_cache_mode = force_generic_plan
    set enable_seqscan = off
    set jit = off
as $$
begin
    return query
    select s.* from snapshot s
    where s.stream = of_stream and s.position <= until and s.events < fewer and s.fingerprint = of_fingerprint
    order by s.position desc limit 1;
end $$;
