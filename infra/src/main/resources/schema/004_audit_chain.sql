-- Whether the log was touched: the hash of each event covers the hash of the one before, and now and then the last of
-- them is signed. Only one node seals at a time; if two ever did, the primary key would let one of them fail.
create table audit_seal (
    position bigint primary key,
    hash     bytea not null check (octet_length(hash) = 32)
);

-- Signed statements of where the chain stood, at is what was signed.
create table audit_checkpoint (
    position  bigint primary key,
    hash      bytea not null check (octet_length(hash) = 32),
    at        timestamptz not null,
    key_id    text not null,
    signature text not null
);

-- Every public key that ever signed one; old ones stay, or what they signed could not be proved any more.
create table audit_key (
    id           text collate "C" primary key,
    public_key   text not null,
    published_at timestamptz not null default clock_timestamp()
);

create trigger audit_seal_is_append_only before update or delete or truncate on audit_seal
    for each statement execute function refuse_rewriting_history();
create trigger audit_checkpoint_is_append_only before update or delete or truncate on audit_checkpoint
    for each statement execute function refuse_rewriting_history();
create trigger audit_key_is_append_only before update or delete or truncate on audit_key
    for each statement execute function refuse_rewriting_history();

-- Verifications that go on by themselves, for every node to tell of.
create table audit_verification (
    id         uuid primary key,
    state      text not null,
    first      bigint not null,
    last       bigint not null,
    reached    bigint not null,
    started_at timestamptz not null,
    saved_at   timestamptz not null,
    result     text
);
