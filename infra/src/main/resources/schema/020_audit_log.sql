-- The log as auditors search it: for each event what it is looked for by. It follows the log by itself, some moments behind,
-- and can be emptied and filled again at any time. What an event says is not repeated here, only what it took away: before is
-- what the fields that it changed were, written as a change of them would be, personal data under keys of their own.
create table read.audit_entry (
    position    bigint primary key,
    org         uuid not null,
    type        text collate "C" not null,
    noun        text collate "C" not null,
    resource    text collate "C" not null,
    folder      uuid,
    actor_type  text collate "C" not null,
    actor       text collate "C",
    token       text collate "C",
    command     text collate "C" not null,
    correlation text collate "C",
    fields      text[] not null,   -- with everything that they are part of: cost and cost.build of cost.build.fixed_cost
    before      jsonb,
    schema      int,
    search      text not null
);
create index on read.audit_entry (org, position);
create index on read.audit_entry (org, type, position);
create index on read.audit_entry (org, noun, position);
create index on read.audit_entry (org, resource, position);
create index on read.audit_entry (org, folder, position) where folder is not null;
create index on read.audit_entry (org, actor_type, position);
create index on read.audit_entry (org, actor, position) where actor is not null;
create index on read.audit_entry (org, token, position) where token is not null;
create index on read.audit_entry (org, command, position);
create index on read.audit_entry (org, correlation, position) where correlation is not null;
create index on read.audit_entry using gin (fields);
create index on read.audit_entry using gin (search gin_trgm_ops);

-- One row: how far that is, and by which rules it was made.
create table read.audit_reading (
    position bigint not null,
    made_by  text not null
);
insert into read.audit_reading values (0, '');

-- From where events were asked for. Beside the log, so that it can be forgotten.
create table event_origin (
    position bigint primary key,
    org      uuid not null,
    actor    uuid,
    ip       text collate "C" not null
);
create index on event_origin (org, ip, position);
create index on event_origin (actor) where actor is not null;

select read.secure('event_origin');
select read.isolate('read');

-- How far the reading is, and what a hash is, is no secret of a tenant.
do $$ begin
    execute format('grant select on read.audit_reading, audit_seal to %I', current_user || '_reader');
end $$;
