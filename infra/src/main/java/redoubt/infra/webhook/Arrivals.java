package redoubt.infra.webhook;

import io.r2dbc.spi.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import redoubt.infra.postgres.Sql;

/**
 * Notes what arrived at once of what left together, as nearly all does: what was answered alike is one row, however many were told.
 * What left together is held meanwhile, so that nobody parts it; the last takes its row along. What is not there any more was parted.
 */
final class Arrivals {

    private static final String NOTE = """
        with a as materialized (
            select f.*, g.flight, g.webhooks::uuid[], g.places::int[], g.started::bigint[], g.took::int[], g.status,
                decode(g.digest, 'hex') as digest, ($9::text[])[g.said]::json as headers,
                decode(($10::text[])[g.said], 'base64') as answer, ($11::text[])[g.said] as address
            from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::int[], $7::text[], $8::int[])
                as g(flight, webhooks, places, started, took, status, digest, said)
            cross join lateral (select w.crew, w.org, w.message, w.position, w.type, w.noun, w.resource
                from webhook_flight w where w.id = g.flight for share) f
        ), kept as (
            %s
        ), arrived as (
            insert into webhook_arrival (crew, flight, org, message, position, type, noun, resource, status, digest, headers, answer,
                address, webhooks, places, started, took_ms)
            select crew, flight, org, message, position, type, noun, resource, status, digest, headers, answer,
                address, webhooks, places, started, took
            from a
        ), back as (
            delete from webhook_flight f where f.id = any($12::uuid[]) and f.id in (select flight from a)
        ), well as (
            insert into webhook_health as h (webhook, org, last_success_at, last_attempt_at)
            select w.webhook, a.org, clock_timestamp(), clock_timestamp()
            from a cross join lateral unnest(a.webhooks) as w(webhook)
            where not exists (select from webhook_health k where k.webhook = w.webhook and k.failures = 0
                and k.last_success_at > clock_timestamp() - interval '1 second')
            group by w.webhook, a.org
            on conflict (webhook) do update set failures = 0, first_failure_at = null, last_failure_at = null,
                last_success_at = excluded.last_success_at, last_attempt_at = excluded.last_attempt_at
        )
        select array_agg(distinct flight) from a\
        """.formatted(Bodies.keep(13));

    private final Sql sql;

    Arrivals(Sql sql) {
        this.sql = sql;
    }

    /** What some of them have in common. */
    private record Alike(UUID flight, int said, int status, String digest) {}

    /** What some of them have in common, and what differs, each as a list that the database reads. */
    private static final class Group {

        private final Alike alike;
        private final StringBuilder webhooks = new StringBuilder("{");
        private final StringBuilder places = new StringBuilder("{");
        private final StringBuilder started = new StringBuilder("{");
        private final StringBuilder took = new StringBuilder("{");

        private Group(Alike alike) {
            this.alike = alike;
        }

        private void add(Note note) {
            if (places.length() > 1) {
                List.of(webhooks, places, started, took).forEach(list -> list.append(','));
            }
            webhooks.append(note.due().webhook());
            places.append(Flight.place(note.due().id()));
            started.append(note.sent().startedMicros());
            took.append(note.sent().took().toMillis());
        }
    }

    /** Notes them; the flights that were there. */
    Mono<Set<UUID>> note(List<Note> all) {
        return Mono.defer(() -> {
            Set<UUID> there = new HashSet<>();
            return sql.ask(NOTE, statement -> bound(statement, all), row -> {
                        UUID[] flights = row.get(0, UUID[].class);
                        return flights != null && there.addAll(List.of(flights));
                    })
                    .then(Mono.just(there));
        });
    }

    /** With whom it left. */
    static Flight flight(Note note) {
        return Objects.requireNonNull(note.due().flight());
    }

    private static Statement bound(Statement statement, List<Note> all) {
        Bodies bodies = new Bodies();
        Answers answers = new Answers();
        Map<Alike, Group> alike = new LinkedHashMap<>();
        List<UUID> back = new ArrayList<>();
        for (Note note : all) {
            Flight flight = flight(note);
            alike.computeIfAbsent(
                            new Alike(
                                    flight.id(),
                                    answers.place(note.sent()),
                                    Objects.requireNonNull(note.sent().status()),
                                    bodies.digest(note.due().organization(), note.body())),
                            Group::new)
                    .add(note);
            if (flight.back()) {
                back.add(flight.id());
            }
        }
        Collection<Group> groups = alike.values();
        Statement bound = statement
                .bind("$1", groups.stream().map(group -> group.alike.flight()).toArray(UUID[]::new))
                .bind("$2", lists(groups, group -> group.webhooks))
                .bind("$3", lists(groups, group -> group.places))
                .bind("$4", lists(groups, group -> group.started))
                .bind("$5", lists(groups, group -> group.took))
                .bind("$6", groups.stream().map(group -> group.alike.status()).toArray(Integer[]::new))
                .bind("$7", groups.stream().map(group -> group.alike.digest()).toArray(String[]::new))
                .bind("$8", groups.stream().map(group -> group.alike.said()).toArray(Integer[]::new))
                .bind("$12", back.toArray(UUID[]::new));
        return bodies.bound(answers.bound(bound, 9), 13);
    }

    private static String[] lists(Collection<Group> groups, Function<Group, StringBuilder> list) {
        return groups.stream().map(group -> list.apply(group) + "}").toArray(String[]::new);
    }
}
