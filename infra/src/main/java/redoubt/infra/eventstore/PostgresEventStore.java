package redoubt.infra.eventstore;

import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.core.Context.ResourceKey;
import org.axonframework.messaging.eventstreaming.Tag;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * An append-only log of events on PostgreSQL, and an Axon event storage engine in front of it.
 *
 * <p>Nothing here blocks. Appends of all threads are merged into groups; a condition that fails rejects its own append
 * only. Followers see every event once and in order. Methods may be called from any thread; publishers emit on the threads
 * of the database driver or of Reactor's parallel scheduler, and outcomes of appends are told on virtual threads.
 *
 * <p>The schema is {@code schema/001_event_log.sql}, to be applied by whoever owns the database.
 */
public final class PostgresEventStore {

    /**
     * Put {@code true} into a processing context to have everything sourced in it read from the database. Without it,
     * streams sourced recently come from memory, which follows other processes' appends a moment later: an append is
     * checked in any case, but a refusal that rests on what was read deserves a second, fresh look.
     */
    public static final ResourceKey<Boolean> FRESH = ResourceKey.withLabel("fresh");

    /** How long stopping waits for appends under way; after that the database is taken for lost. */
    private static final Duration LAST_APPENDS = Duration.ofSeconds(20);

    private final Options options;
    private final EventFormat format;
    private final AppendSession session;
    private final LogTable table;
    private final LogReader reader;
    private final RecentStreams recent;
    private final Announcements announcements;
    private final Tail tail;
    private final GroupAppend appends;
    private final Sourcing sourcing;
    private final Receipts receipts;
    private final Snapshots snapshots;
    private final EventStorageEngine engine;
    private final AtomicReference<State> state = new AtomicReference<>(State.NEW);

    private enum State {
        NEW,
        STARTED,
        STOPPED
    }

    private PostgresEventStore(
            ConnectionFactory sessions, ConnectionFactory pool, EventFormat format, Options options) {
        this.options = options;
        session = new AppendSession(sessions, options);
        this.format = format;
        table = new LogTable(Lender.of(pool), format);
        reader = new LogReader(table, options.page());
        announcements = new Announcements(sessions);
        recent = new RecentStreams(options.recentWeight());
        tail = new Tail(table, announcements, recent::add, this::writing, options, Schedulers.parallel());
        appends = new GroupAppend(session, options, Thread::startVirtualThread, tail::push);
        sourcing = new Sourcing(table, tail, recent, appends::ownHead, options.page());
        receipts = new Receipts(table, options);
        snapshots = new Snapshots(table);
        engine = new LogEngine(table, tail, sourcing, appends, format);
    }

    /**
     * A store that is not started yet.
     *
     * @param sessions opens plain, unpooled PostgreSQL connections: one is kept for appends, one to listen
     * @param pool lends connections for reading
     */
    public static PostgresEventStore of(
            ConnectionFactory sessions, ConnectionFactory pool, EventFormat format, Options options) {
        return new PostgresEventStore(sessions, pool, format, options);
    }

    /**
     * Connects, and begins to follow the log at its present head.
     *
     * @return empty; {@link StoreUnavailable} with one sentence if the database or its schema is not there
     */
    public Mono<Void> start() {
        return Mono.defer(() -> {
            if (!state.compareAndSet(State.NEW, State.STARTED)) {
                return Mono.error(new IllegalStateException("An event store is started once"));
            }
            return session.start().then(tail.start()).onErrorResume(failure -> session.stop()
                    .doFinally(_ -> state.set(State.NEW))
                    .then(Mono.error(failure)));
        });
    }

    /** Accepts no more appends, waits for the outcome of those accepted, completes all followers, and disconnects. */
    public Mono<Void> stop() {
        return Mono.defer(() -> {
            state.set(State.STOPPED);
            return appends.stop()
                    .timeout(LAST_APPENDS)
                    .onErrorComplete()
                    .doFinally(_ -> tail.stop())
                    .then(session.stop());
        });
    }

    /** The log as Axon's storage engine. It works from {@link #start} on. */
    public EventStorageEngine engine() {
        return engine;
    }

    /** Takes what is appended in processing contexts that hold it, and makes all of it part of the log at once. */
    public Aside aside() {
        return new Aside(table, options, appends::wrote);
    }

    /** Removes what was laid aside and forgotten there, because its process ended. */
    public Mono<Void> sweepAside() {
        return Aside.sweep(table).then();
    }

    /** Greatest visible position, asked of the database; 0 if the log is empty. */
    public Mono<Long> head() {
        return table.head();
    }

    /** Position up to which this process has seen the log; behind {@link #head} by a moment at most. */
    public long followed() {
        return tail.followed();
    }

    /**
     * Every event after a position: in order, without gaps, each once, and then those to come, until the store is stopped.
     * Takes as much time as the subscriber needs; a slow one is served from the table and holds no memory.
     *
     * @return fails with {@link UnreadableEvent} at an event that cannot be read, and with {@link StoreUnavailable} if the
     *     table is needed and cannot be read; may be subscribed to again after the last event received
     */
    public Flux<Logged> follow(long after) {
        return tail.follow(after);
    }

    /** A part of the log as it is, page by page as the subscriber asks for it; fails as {@link #follow} does. */
    public Flux<Logged> read(Reading reading) {
        return reader.read(reading);
    }

    /** Reads the whole log. */
    public LogReader reader() {
        return reader;
    }

    /** Reads the same log through connections that may see less of it. */
    public LogReader through(Lender lender) {
        return new LogReader(new LogTable(lender, format), options.page());
    }

    /** Greatest position recorded at or before an instant; 0 if there is none. */
    public Mono<Long> positionAt(Instant at) {
        return table.positionAt(at);
    }

    /**
     * The last event of each value that a metadata entry has after a position, in no particular order. Looks at every event
     * after that position, as the database has them now.
     */
    public Flux<LastOfEntry> lastByEntry(String entry, long after) {
        return table.lastByEntry(entry, after);
    }

    /** What is known of a claimed key; empty if nothing is, or no longer. */
    public Mono<Receipt> receipt(String key) {
        return receipts.find(key);
    }

    /**
     * Keeps the answer to a request, whether it led to events or not. The first answer stays: one that is kept already,
     * and a receipt of another fingerprint, are left as they are.
     *
     * @param headersJson headers of the answer as a JSON text
     */
    public Mono<Void> keep(String key, String fingerprint, int status, String headersJson, byte[] body) {
        return Mono.defer(() -> receipts.keep(new Claim(key, fingerprint), status, headersJson, body));
    }

    /**
     * Drops what is remembered of the events with a tag: they are read from the database when they are sourced again. To be
     * called when the format reads them otherwise than before.
     */
    public void forget(Tag tag) {
        recent.forget(tag);
    }

    /** Deletes the receipts of before an instant, and tells how many there were. */
    public Mono<Long> forgetReceipts(Instant before) {
        return receipts.forget(before);
    }

    /** Deletes the receipts whose answers mention a text, and tells how many there were. Looks at all of them. */
    public Mono<Long> forgetReceipts(String mentioned) {
        return receipts.forget(mentioned);
    }

    /**
     * A stream up to a position, from its latest snapshot of that fingerprint on that stands for no later event, and for
     * fewer than so many.
     *
     * @param first how many events are read together with the snapshot
     */
    public Mono<Stretch> from(Tag stream, String fingerprint, long until, long fewer, int first) {
        return reader.from(stream, fingerprint, until, fewer, first);
    }

    /**
     * Keeps snapshots of one stream and one fingerprint, over those of other fingerprints at their places. Each must follow
     * from the events of the stream up to its position and from nothing else: the store cannot check it.
     */
    public Mono<Void> keep(Tag stream, String fingerprint, List<StoredSnapshot> taken) {
        return Mono.defer(() -> snapshots.keep(stream, fingerprint, taken));
    }

    /** Gauges and counters of this store. */
    public Observations observations() {
        return new Observations(
                appends::queued,
                appends::inFlight,
                appends.groups::get,
                appends.appended::get,
                appends.rejected::get,
                appends.turnedAway::get,
                sourcing.fromMemory::get,
                sourcing.fromTable::get,
                tail::followed,
                () -> announcements.listening() ? 1 : 0);
    }

    private boolean writing() {
        return appends.inFlight() > 0;
    }
}
