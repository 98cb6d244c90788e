-- Digests of API tokens. They stand beside the log, never in it: a secret leaves no trace in history, backups of events
-- or exports. The token itself is kept nowhere.
create table credential (
    token      uuid        primary key,
    digest     text        not null unique,
    created_at timestamptz not null default now()
);

comment on table credential is 'SHA-256 of API tokens, by which a presented token is recognised';
