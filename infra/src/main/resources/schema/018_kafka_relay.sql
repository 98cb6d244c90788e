-- How far the log was told to a topic of a Kafka cluster. One node tells it at a time, the one whose connection holds an
-- advisory lock; it writes here with that connection.
create table kafka_relay (
    topic    text collate "C" primary key,
    position bigint not null,          -- of the last event that the topic has, as it has all before it
    saved_at timestamptz not null default clock_timestamp()
);

-- Events that could not be told, and were passed over; here they wait for somebody to look into it.
create table kafka_unsent (
    topic    text collate "C" not null,
    position bigint not null,
    reason   text not null,
    at       timestamptz not null default clock_timestamp(),
    primary key (topic, position)
);
