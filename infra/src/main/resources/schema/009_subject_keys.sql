-- Keys of people, under which the log keeps what says who they are. Erasing a person is destroying the key: the row
-- stays, so that readers know that nothing is missing by mistake, and its key is gone from the table and from every dump.
create table subject_key (
    id           uuid        primary key,
    subject      uuid        not null unique,        -- who it is about: the identifier of a resource
    wrapped      bytea,                              -- AES-256-GCM under the master key: nonce and key; null once destroyed
    made_at      timestamptz not null default now(),
    destroyed_at timestamptz,
    check ((wrapped is null) = (destroyed_at is not null))
);

comment on table subject_key is 'Keys of people, wrapped in the master key, which is not in the database';

-- Which master key that is, so that no node begins to work with another one.
create table master_key (
    id          boolean primary key default true check (id),
    fingerprint text    not null
);
