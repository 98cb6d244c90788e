package redoubt.infra.webhook;

import io.r2dbc.spi.ConnectionFactory;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;
import redoubt.api.webhook.Deliveries;
import redoubt.api.webhook.Delivery;
import redoubt.infra.postgres.Sql;
import redoubt.model.Known;
import redoubt.model.Ref;
import redoubt.model.access.Principal;
import redoubt.query.Window;
import redoubt.query.feed.ChangeFeed;
import redoubt.query.feed.ChangeFeed.Filter;
import redoubt.query.feed.Publication;
import redoubt.query.sql.Asking;
import redoubt.query.sql.Clause;
import redoubt.webhook.Webhook;

/** What became of messages, as the database has it. People's questions go through the second net. */
final class StoredDeliveries implements Deliveries {

    private static final int MOST_REPLAYED = 100_000;

    private static final String COPY = "insert into webhook_open as d"
            + " (webhook, org, message, position, type, noun, resource, state, cause, digest, ordered, next_at)"
            + " select o.webhook, o.org, o.message, o.position, o.type, o.noun, o.resource,"
            + " 'pending', 'redelivery', o.digest, true, clock_timestamp()"
            + " from " + DeliveryRow.EVERY
            + " o where o.id = $1 and o.flight = flight_of($1) and o.webhook = $2 and o.org = $3 returning "
            + DeliveryRow.OPEN;

    private static final String BEGIN_TEST = "with kept as (insert into webhook_body (org, digest, body)"
            + " values ($2, sha256($5), $5) on conflict (org, digest) do update set used_on = current_date)"
            + " insert into webhook_open as d"
            + " (webhook, org, message, type, noun, resource, state, cause, attempts, tries, next_at, lease, digest)"
            + " values ($1, $2, $3, $4, 'webhook', $1, 'delivering', 'test', 1, 1,"
            + " clock_timestamp(), clock_timestamp() + interval '30 seconds', sha256($5)) returning ";

    private final Asking asking;
    private final Sql sql;
    private final Outcomes outcomes;
    private final Trial trial;
    private final ChangeFeed feed;
    private final Pulse pulse;

    StoredDeliveries(
            Asking asking,
            ConnectionFactory connections,
            Outcomes outcomes,
            Trial trial,
            ChangeFeed feed,
            Pulse pulse) {
        this.asking = asking;
        this.sql = new Sql(connections);
        this.outcomes = outcomes;
        this.trial = trial;
        this.feed = feed;
        this.pulse = pulse;
    }

    @Override
    public String pulse() {
        return pulse.word();
    }

    @Override
    public Mono<Part> list(String organization, Ref<Webhook> webhook, Asked asked, Window window) {
        return Mono.zip(
                asking.rows(
                                organization,
                                DeliveryQuestion.count(webhook, asked),
                                row -> Objects.requireNonNull(row.get(0, Long.class)))
                        .single(),
                asking.rows(organization, DeliveryQuestion.rows(webhook, asked, window), DeliveryRow::read)
                        .collectList(),
                Part::new);
    }

    @Override
    public Mono<Delivery.Detail> one(String organization, Known<Webhook> webhook, String id) {
        UUID key = UUID.fromString(id);
        UUID hook = UUID.fromString(webhook.ref().id());
        Clause one = Clause.of(
                "select " + DeliveryRow.COLUMNS + ", (select b.body from webhook_body b where b.org = d.org and"
                        + " b.digest = d.digest and d.created_at > clock_timestamp() -"
                        + " make_interval(days => ?)) from "
                        + DeliveryRow.EVERY + " d where " + DeliveryRow.ONE,
                Closing.BODY_DAYS,
                hook,
                key,
                key);
        Clause tried = Clause.of(DeliveryRow.ATTEMPTS, key, hook, key, hook, key, key);
        record Found(Delivery delivery, String body) {}
        return asking.rows(organization, one, row -> {
                    byte[] body = row.get(12, byte[].class);
                    return new Found(DeliveryRow.read(row), body == null ? "" : Sender.text(body));
                })
                .next()
                .flatMap(found -> asking.rows(organization, tried, DeliveryRow::attempt)
                        .collectList()
                        .map(all -> new Delivery.Detail(
                                found.delivery(),
                                webhook.state().url(),
                                webhook.state().headerNames(),
                                found.body().isEmpty() ? null : found.body(),
                                all)));
    }

    @Override
    public Mono<Delivery> again(String organization, Ref<Webhook> webhook, String id) {
        return sql.ask(
                        COPY,
                        statement -> statement
                                .bind("$1", UUID.fromString(id))
                                .bind("$2", UUID.fromString(webhook.id()))
                                .bind("$3", UUID.fromString(organization)),
                        DeliveryRow::read)
                .next();
    }

    @Override
    public Mono<Integer> tests(Ref<Webhook> webhook, Instant since) {
        return sql.ask(
                        "select count(*)::int from " + DeliveryRow.EVERY
                                + " d where d.webhook = $1 and d.cause = 'test' and d.created_at > $2",
                        statement -> statement
                                .bind("$1", UUID.fromString(webhook.id()))
                                .bind("$2", since),
                        row -> Objects.requireNonNull(row.get(0, Integer.class)))
                .single();
    }

    @Override
    public Mono<Tried> test(String organization, Known<Webhook> webhook, Test test) {
        return Mono.defer(() -> {
            Lease lease = Lease.now();
            return sql.ask(
                            BEGIN_TEST + Due.COLUMNS,
                            statement -> statement
                                    .bind("$1", UUID.fromString(webhook.ref().id()))
                                    .bind("$2", UUID.fromString(organization))
                                    .bind("$3", test.message())
                                    .bind("$4", test.type())
                                    .bind("$5", test.body()),
                            row -> Due.read(row, lease))
                    .single()
                    .flatMap(due -> trial.send(webhook, due, test.body())
                            .flatMap(sent -> outcomes.note(due, sent, test.body(), Trial.outcome(sent))
                                    .thenReturn(new Tried(due.id().toString(), Trial.told(sent)))));
        });
    }

    @Override
    public Mono<Replay> replay(Principal by, Known<Webhook> webhook, Wanted wanted) {
        return matching(by, webhook, wanted)
                .flatMap(positions -> wanted.dry() || positions.isEmpty()
                        ? Mono.just(new Replay(null, positions.size()))
                        : begin(by.organization(), webhook, wanted, positions.size()));
    }

    private Mono<Replay> begin(String organization, Known<Webhook> webhook, Wanted wanted, int matching) {
        UUID id = UUID.randomUUID();
        return sql.run(
                        "insert into webhook_replay (id, webhook, org, from_position, to_position, reached, matching,"
                                + " names, only_failed) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                        statement -> statement
                                .bind("$1", id)
                                .bind("$2", UUID.fromString(webhook.ref().id()))
                                .bind("$3", UUID.fromString(organization))
                                .bind("$4", wanted.after() + 1)
                                .bind("$5", wanted.until())
                                .bind("$6", wanted.after())
                                .bind("$7", matching)
                                .bind("$8", names(webhook, wanted))
                                .bind("$9", wanted.onlyFailed()))
                .thenReturn(new Replay(id.toString(), matching));
    }

    private String[] names(Known<Webhook> webhook, Wanted wanted) {
        return wanted.names().isEmpty()
                ? trial.names(webhook.state()).toArray(String[]::new)
                : wanted.names().toArray(String[]::new);
    }

    private Mono<List<Long>> matching(Principal by, Known<Webhook> webhook, Wanted wanted) {
        if (wanted.until() <= wanted.after()) {
            return Mono.just(List.of());
        }
        Filter filter = new Filter(
                Set.of(names(webhook, wanted)),
                Set.of(),
                Set.of(),
                webhook.state().folders().stream().map(Ref::id).collect(Collectors.toSet()));
        return trial.owner(by, webhook)
                .flatMap(owner -> feed.follow(owner, wanted.after(), filter)
                        .takeUntil(signal -> signal.position() >= wanted.until())
                        .filter(signal -> signal.position() <= wanted.until())
                        .ofType(Publication.class)
                        .map(Publication::position)
                        .take(MOST_REPLAYED + 1L)
                        .collectList())
                .flatMap(found -> found.size() > MOST_REPLAYED
                        ? Mono.error(Trial.tooMany(MOST_REPLAYED))
                        : wanted.onlyFailed() ? failed(webhook.ref(), found) : Mono.just(found));
    }

    private Mono<List<Long>> failed(Ref<Webhook> webhook, List<Long> positions) {
        return sql.ask(
                        "select p.position from unnest($2::bigint[]) as p(position) where not webhook_took($1,"
                                + " p.position)",
                        statement -> statement
                                .bind("$1", UUID.fromString(webhook.id()))
                                .bind("$2", positions.toArray(Long[]::new)),
                        row -> Objects.requireNonNull(row.get(0, Long.class)))
                .collectList();
    }

    @Override
    public Mono<Replaying> replaying(String organization, Ref<Webhook> webhook, String id) {
        Clause state = Clause.of(
                "select r.reached >= r.to_position, r.matching::bigint,"
                        + " count(*) filter (where d.state = 'delivered'),"
                        + " count(*) filter (where d.state in ('exhausted', 'aborted', 'cancelled'))"
                        + " from webhook_replay r left join webhook_delivery d on d.replay = r.id"
                        + " where r.id = ? and r.webhook = ? group by r.id",
                UUID.fromString(id),
                UUID.fromString(webhook.id()));
        return asking.rows(organization, state, row -> {
                    long matching = Objects.requireNonNull(row.get(1, Long.class));
                    long delivered = Objects.requireNonNull(row.get(2, Long.class));
                    long failed = Objects.requireNonNull(row.get(3, Long.class));
                    long pending = Math.max(0, matching - delivered - failed);
                    boolean read = Objects.requireNonNull(row.get(0, Boolean.class));
                    return new Replaying(read && pending == 0, matching, delivered, failed, pending);
                })
                .next();
    }
}
