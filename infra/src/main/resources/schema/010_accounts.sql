-- What belongs to the accounts of people and must never stand in the log: what their passwords are made of, by which tokens
-- their sessions go on, and with what keys tokens are signed.

-- The number of an account is drawn when it is first needed.
create table account (
    user_id          uuid        primary key,
    pk               bigint      not null generated always as identity unique,
    username         text collate "C" not null unique,
    password         text,                       -- Argon2id with its parameters and salt; null for none
    password_version integer     not null default 0,
    signed_in_at     timestamptz,
    created_at       timestamptz not null default now()
);

comment on column account.password_version is 'Grows with each password, so that nobody gets in with the one before';

-- One row for each session that can still go on. The session itself, and how it ended, is in the log.
create table token_family (
    session    uuid        primary key,
    user_id    uuid        not null,
    version    integer     not null,   -- of the password with which it began
    newest     text        not null,   -- the identifier of the newest refresh token
    previous   text,                   -- and of the one before
    rotated_at timestamptz not null,
    expires_at timestamptz not null,   -- of the newest refresh token
    ends_at    timestamptz not null    -- of the session, however often it goes on
);

create index on token_family (user_id);

-- Whose token it was, so that where they used it is forgotten with them. Of what was noted before nobody knows it.
delete from token_use;
alter table token_use add column owner uuid not null;
create index on token_use (owner);

-- What stands in the last letter of each sort to somebody: to set a password, or to verify an address.
create table letter_secret (
    user_id    uuid        not null,
    purpose    text        not null check (purpose in ('reset', 'verify')),
    digest     text        not null,   -- SHA-256 of it and of where it went
    expires_at timestamptz not null,
    primary key (user_id, purpose)
);

-- How often something was tried, whether or not there is such an account. Losing it in a crash costs a span of counting.
create unlogged table attempt (
    key      text        primary key,  -- HMAC-SHA-256 of what was tried on which account, or from which address
    since    timestamptz not null,
    attempts integer     not null
);

create index on attempt (since);

create table signing_key (
    kid         text        primary key,
    public_key  text        not null,  -- a JSON Web Key
    private_key bytea       not null,  -- the same with its private half, encrypted
    created_at  timestamptz not null
);
