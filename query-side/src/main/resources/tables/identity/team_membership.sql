create table team_membership ( -- envelope
    team    uuid not null,
    "user"  uuid not null,
    role    text collate "C" not null
);

create index on team_membership (org, created_at, id) include (created_by, updated_by);
create index on team_membership (org, updated_at, id);
create index on team_membership (team, "user");
create index on team_membership ("user");
