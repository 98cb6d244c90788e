create table api_token ( -- envelope
    name           text not null,
    token_preview  text not null,
    expires_at     timestamptz,
    read_only      boolean not null,
    folder         uuid,
    owner          uuid not null,
    revoked_at     timestamptz,
    revoked_by     uuid,
    search text collate "C" generated always as (read.fold(name)) stored
);

create index on api_token (org, owner, created_at, id);
create index on api_token (org, created_at, id) include (created_by, updated_by);
create index on api_token (org, updated_at, id);
create index on api_token (org, expires_at, id);
create index on api_token (org, (read.caseless(name) collate "C"), id);
create index on api_token using gin (search gin_trgm_ops);

-- Lists also show, filter and order by the last use, which is kept beside the log.
create view api_token_seen as
    select t.*, u.used_at, u.ip from api_token t left join token_use u on u.token = t.id;
