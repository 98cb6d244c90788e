create table team_invitation ( -- envelope
    team         uuid not null,
    email        text not null,
    role         text collate "C" not null,
    expires_at   timestamptz not null,
    invited_by   uuid,
    status       text collate "C" not null,
    accepted_at  timestamptz
);

create index on team_invitation (org, created_at, id) include (created_by, updated_by);
create index on team_invitation (org, updated_at, id);
create index on team_invitation (team, created_at, id);
create index on team_invitation (lower(email));
