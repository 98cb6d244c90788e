package redoubt.query.projection;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.model.Catalogue;
import redoubt.model.Event;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;
import redoubt.query.log.Bursts;
import redoubt.query.log.EventLog;
import redoubt.query.log.EventLog.Reading;

/**
 * The tables of an organization as they were at a position of the log. They are made from the log when somebody asks for
 * them, in a schema of their own beside those that are read, with the same indexes; that takes time in proportion to what had
 * happened until then. Whoever asks again finds them, on whatever node, until nobody has for a while. Safe for any thread.
 */
public final class PastTables {

    private static final Logger log = LoggerFactory.getLogger(PastTables.class);
    private static final String PREFIX = "read_at_";
    private static final int BURST = 1_000;

    /** How long somebody waits before being told to come back. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final int COME_BACK = 5;

    /** So many are kept, those that were used last; more only while they are being asked for. */
    private static final int KEPT = 8;

    private static final int MOST = 64;
    private static final long MOST_ASKED = 1_000;
    private static final String IDLE = "1 minute";

    /** Much less than that. */
    private static final Duration MOMENT = Duration.ofSeconds(10);

    private static final String FORGOTTEN = "1 hour";

    private final ConnectionFactory sessions;
    private final ConnectionFactory pool;
    private final EventLog events;
    private final Tables tables;
    private final String checksum;
    private final Map<String, Mono<String>> making = new ConcurrentHashMap<>();

    /** Tables that were used a moment ago: nobody drops them, and to say so again would be a write for each reading. */
    private final Cache<Asked, String> lately = Caffeine.newBuilder()
            .maximumSize(MOST_ASKED)
            .expireAfterWrite(MOMENT)
            .build();

    /**
     * Tables made from a log.
     *
     * @param sessions opens connections that are kept for as long as something is made
     * @param pool lends connections of the owner of the tables
     */
    public PastTables(ConnectionFactory sessions, ConnectionFactory pool, EventLog events, Catalogue catalogue) {
        this.sessions = sessions;
        this.pool = pool;
        this.events = events;
        this.tables = new Tables(catalogue, events);
        this.checksum = Integer.toHexString(tables.filesByNoun().values().stream()
                .map(TableFile::checksum)
                .sorted()
                .collect(Collectors.joining())
                .hashCode());
    }

    private record Asked(String organization, long position) {}

    /** The nouns that have a table. */
    public Set<String> nouns() {
        return tables.byNoun().keySet();
    }

    /**
     * The schema that holds the tables of an organization as they were at a position.
     *
     * @return fails with {@code Unavailable} if they are still being made, and with {@code Limited} if too many are kept
     */
    public Mono<String> at(String organization, long position) {
        Asked asked = new Asked(organization, position);
        return Mono.fromSupplier(() -> lately.getIfPresent(asked))
                .switchIfEmpty(
                        Mono.defer(() -> found(organization, position).doOnNext(name -> lately.put(asked, name))));
    }

    private Mono<String> found(String organization, long position) {
        return events.within(organization)
                .read(new Reading(0, position, null, Set.of(), true, 1))
                .next()
                .map(Event::position)
                .defaultIfEmpty(0L)
                .flatMap(last -> {
                    String name = PREFIX + last + "_" + organization.replace("-", "");
                    return used(name).switchIfEmpty(Mono.defer(() -> made(name, organization, last)));
                });
    }

    private Mono<String> used(String name) {
        return briefly(session -> session.ask(
                        bound(
                                session,
                                "update read.past_tables set used_at = clock_timestamp() where name = $1 and ready"
                                        + " and files = $2 returning name",
                                name,
                                checksum),
                        row -> Objects.requireNonNull(row.get(0, String.class)))
                .next());
    }

    /** Goes on even if nobody waits any more: they were told to come back. */
    private Mono<String> made(String name, String organization, long last) {
        Mono<String> work = making.computeIfAbsent(name, _ -> Mono.usingWhen(
                        sessions.create(),
                        connection -> make(new Session(connection), name, organization, last),
                        Connection::close)
                .thenReturn(name)
                .doFinally(_ -> making.remove(name))
                .cache());
        work.subscribe(_ -> {}, failure -> log.warn("Tables as they were could not be made: {}", failure.toString()));
        return work.timeout(
                PATIENCE, Mono.error(() -> new Refused(new Failure.Unavailable("past_in_preparation", COME_BACK))));
    }

    private Mono<Void> make(Session session, String name, String organization, long last) {
        return session.run("set statement_timeout = 0; set synchronous_commit = off")
                // Another node may be making the same.
                .then(session.run("select pg_advisory_lock(hashtextextended('" + name + "', 0))"))
                .then(Mono.defer(() -> used(name)))
                .hasElement()
                .flatMap(there -> there
                        ? Mono.empty()
                        : dropOld(session)
                                .then(register(session, name))
                                .then(session.run("drop schema if exists " + name + " cascade"))
                                .then(session.run("create schema " + name))
                                .then(declare(session, name, 0))
                                .then(Mono.defer(() -> fill(session, name, organization, last)))
                                .then(declare(session, name, 1))
                                .then(session.run("select read.isolate('" + name + "')"))
                                .then(analyze(session, name))
                                .then(session.run(bound(
                                        session,
                                        "update read.past_tables set ready = true, used_at = clock_timestamp()"
                                                + " where name = $1",
                                        name))));
    }

    private Mono<Void> register(Session session, String name) {
        return session.ask(
                        bound(
                                session,
                                "insert into read.past_tables as p (name, files, ready) select $1, $2, false where"
                                        + " (select count(*) from read.past_tables) < " + MOST
                                        + " on conflict (name) do update set files = $2, ready = false returning name",
                                name,
                                checksum),
                        row -> Objects.requireNonNull(row.get(0, String.class)))
                .next()
                .switchIfEmpty(Mono.error(() -> new Refused(new Failure.Limited(COME_BACK))))
                .then();
    }

    /** The statements of all files: first those that make tables, later everything that can wait until they are full. */
    private Mono<Void> declare(Session session, String name, int from) {
        List<String> statements = tables.filesByNoun().values().stream()
                .flatMap(file -> from == 0
                        ? Stream.of(file.statements().getFirst())
                        : file.statements().stream().skip(from))
                .toList();
        return session.run("set search_path = " + name + ", public")
                .thenMany(Flux.fromIterable(statements).concatMap(session::run))
                .then(session.run("reset search_path"));
    }

    private Mono<Void> fill(Session session, String name, String organization, long last) {
        return events.within(organization)
                .read(new Reading(0, last, null, Set.of(), false))
                .transform(read -> Bursts.of(read, BURST))
                .concatMap(burst -> write(session, name, burst), 1)
                .then();
    }

    /** What a table cannot take is missing here, as it is in the tables that are read. */
    private Mono<Void> write(Session session, String name, List<Event<?>> burst) {
        return Mono.defer(() -> {
                    Batch batch = Batch.of(burst, List.of(), tables.byNoun(), name);
                    return batch.isEmpty() ? Mono.empty() : session.run(batch.rows(session.connection()));
                })
                .onErrorResume(RowWriter::ofTheData, failure -> {
                    if (burst.size() == 1) {
                        log.warn(
                                "Tables as they were leave out {}",
                                burst.getFirst().position(),
                                failure);
                        return Mono.empty();
                    }
                    int middle = burst.size() / 2;
                    return write(session, name, burst.subList(0, middle))
                            .then(Mono.defer(() -> write(session, name, burst.subList(middle, burst.size()))));
                });
    }

    private Mono<Void> analyze(Session session, String name) {
        return Flux.fromIterable(tables.byNoun().values())
                .concatMap(table -> session.run("analyze " + table.name(name)))
                .then();
    }

    /** Whoever uses one meanwhile has changed its row, and then it stays. */
    private static Mono<Void> dropOld(Session session) {
        return session.ask(
                        "select name from read.past_tables where used_at < clock_timestamp() - interval '" + IDLE
                                + "' and (ready or used_at < clock_timestamp() - interval '" + FORGOTTEN
                                + "') order by used_at desc offset " + (KEPT - 1),
                        row -> Objects.requireNonNull(row.get(0, String.class)))
                .concatWith(session.ask(
                        "select name from read.past_tables where used_at < clock_timestamp() - interval '" + FORGOTTEN
                                + "'",
                        row -> Objects.requireNonNull(row.get(0, String.class))))
                .distinct()
                .collectList()
                .flatMapMany(Flux::fromIterable)
                .concatMap(old -> session.together(session.ask(
                                bound(
                                        session,
                                        "delete from read.past_tables where name = $1 and used_at <"
                                                + " clock_timestamp() - interval '" + IDLE + "' returning name",
                                        old),
                                row -> Objects.requireNonNull(row.get(0, String.class)))
                        .collectList()
                        .flatMapMany(Flux::fromIterable)
                        .concatMap(gone -> session.run("drop schema if exists " + gone + " cascade"))
                        .then()))
                .then();
    }

    private static Statement bound(Session session, String sql, String... values) {
        Statement statement = session.connection().createStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.bind(i, values[i]);
        }
        return statement;
    }

    private <T> Mono<T> briefly(Function<Session, Mono<T>> work) {
        return Mono.defer(() -> Mono.fromFuture(
                Mono.usingWhen(pool.create(), connection -> work.apply(new Session(connection)), Connection::close)
                        .toFuture(),
                true));
    }
}
