-- The read side: how texts are compared, how far the tables have followed the log, and what is not in the log.
-- The tables of the resources themselves are not made here: they come from tables/*.sql and are refilled from the log.

create schema read;
create extension if not exists pg_trgm;

-- Comparing without case goes code point by code point, the same on every machine. Only servers from 17 on have that
-- built in; older ones use the root locale.
do $$
declare
    plain text := (select collname from pg_collation where collname in ('pg_c_utf8', 'und-x-icu')
                   order by collname limit 1);
begin
    execute format($f$
        create function read.caseless(value text) returns text
            language sql immutable strict parallel safe
            as $b$ select lower(upper(value collate %1$I)) $b$ $f$, plain);
    -- What search compares: no case, no accents, and U+001F free to stand between fields. Most texts are plain ASCII,
    -- and for those the decomposition is saved.
    execute format($f$
        create function read.fold(value text) returns text
            language sql immutable strict parallel safe
            as $b$ select case when octet_length(value) = length(value)
                then translate(lower(value collate %1$I), U&'\001F', ' ')
                else translate(
                    lower(upper(regexp_replace(normalize(value, NFKD), '[\u0300-\u036F]', '', 'g') collate %1$I)),
                    U&'\0142\00F8\0111\0127\0167\0131\001F', 'lodhti ') end $b$ $f$,
        plain);
end $$;

-- A date within JSON. A cast would depend on settings of the session, and so could not be indexed.
create function read.day(iso text) returns date
    language sql immutable strict parallel safe
    as $$ select make_date(left(iso, 4)::int, substr(iso, 6, 2)::int, right(iso, 2)::int) $$;

-- The pattern of LIKE for texts that contain a term; nothing in the term is special.
create function read.containing(term text) returns text
    language sql immutable strict parallel safe
    as $$ select '%' || replace(replace(replace(read.fold(term), '\', '\\'), '%', '\%'), '_', '\_') || '%' $$;

-- One row: which position of the log the tables reflect, and for each noun the position of its last change.
create table read.projection (
    name     text primary key,
    position bigint not null,
    epochs   jsonb not null
);

-- Which version of its file each table was made from.
create table read.table_file (
    noun     text primary key,
    checksum text not null,
    made_at  timestamptz not null default clock_timestamp()
);

-- When and from where tokens were last used. Not an event: it would drown the log.
create table token_use (
    token   uuid primary key,
    used_at timestamptz not null,
    ip      text
);
