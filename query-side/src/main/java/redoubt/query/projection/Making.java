package redoubt.query.projection;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import redoubt.model.Event;
import redoubt.model.wire.Json;
import redoubt.query.log.Bursts;
import redoubt.query.log.EventLog;
import redoubt.query.log.EventLog.Reading;
import redoubt.query.projection.JobRecord.Stopped;
import redoubt.query.rebuild.State;
import redoubt.query.table.Table;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes one table anew beside the one that is read, from the first event on. Rows and progress are committed together, so
 * whoever takes over goes on where it was. When little is left, it asks for a turn: while nobody writes, the rest is
 * written, and the new table takes the place of the old one. Not safe for several threads.
 */
final class Making {

    private static final Logger log = LoggerFactory.getLogger(Making.class);

    /** Half of the lock that keeps two nodes from making the same table; the other half is the noun. */
    private static final int LOCK = 0x52656275;

    /** So many positions may be left for a turn, in which nobody else writes. */
    private static final long CLOSE = 1_000;

    private static final Duration AGAIN = Duration.ofMillis(500);
    private static final Duration TOO_LONG = Duration.ofMinutes(10);
    private static final double SECOND = 1e9;

    private final Job job;
    private final TableFile file;
    private final Session own;
    private final Surroundings around;
    private final NewTable table;
    private final JobRecord record;

    private State state = State.RUNNING;
    private Set<Long> dropped = Set.of();
    private long reached;
    private long goal;
    private boolean falling;
    private Pace pace = new Pace(0, 0);

    /**
     * Where a table is made.
     *
     * @param leader the connection that has the right to write
     * @param reached tells how far the tables that are read are: no new one may be further
     */
    record Surroundings(
            Session leader,
            LongSupplier reached,
            EventLog events,
            Map<String, Table<?>> tables,
            Turns turns,
            Parking parking) {}

    /** @param own a connection that nobody else uses */
    Making(Job job, TableFile file, Session own, Surroundings around) {
        this.job = job;
        this.file = file;
        this.own = own;
        this.around = around;
        this.table = new NewTable(file);
        this.record = new JobRecord(job);
    }

    /** From wherever it was to its end. Fails only with what may be tried again. */
    Mono<Void> run() {
        return own.run("set statement_timeout = 0; set synchronous_commit = off")
                .then(Mono.defer(this::claim))
                .then(Mono.defer(this::begin))
                .then(Mono.defer(this::catchUp))
                .then(Mono.defer(this::compare))
                .then(Mono.defer(() -> job.swap() ? inTurn(this::swap).retryWhen(NewTable.again()) : Mono.empty()))
                .then(Mono.defer(() -> table.drop(own)))
                .then(Mono.defer(() -> record.completed(own)))
                .doOnSuccess(_ -> log.info("The table of {} was made anew up to position {}", job.noun(), reached))
                .onErrorResume(Stopped.class, _ -> {
                    log.info("Making the table of {} anew was stopped", job.noun());
                    return table.drop(own);
                })
                .onErrorResume(Culprit.class, culprit -> {
                    log.error("The table of {} could not be made anew: {}", job.noun(), culprit.getMessage());
                    return record.failed(own, culprit.json()).then(table.drop(own));
                });
    }

    /** Whoever made it before may not have noticed yet that it is not to any more. */
    private Mono<Void> claim() {
        return Mono.defer(() -> own.ask(
                                "select pg_try_advisory_lock(" + LOCK + ", hashtext('" + job.noun() + "'))",
                                row -> Objects.requireNonNull(row.get(0, Boolean.class)))
                        .single())
                .filter(ours -> ours)
                .repeatWhenEmpty(again -> again.delayElements(AGAIN))
                .then();
    }

    private Mono<Void> begin() {
        goal = around.reached().getAsLong();
        return record.begin(own, file, table, goal)
                .flatMap(beginning -> beginning.again()
                        ? Mono.just(beginning)
                        : table.create(own)
                                .then(Mono.defer(() -> record.empty(own, file)))
                                .thenReturn(new JobRecord.Beginning(false, 0, false)))
                .flatMap(beginning -> {
                    reached = beginning.reached();
                    pace = new Pace(reached, System.nanoTime());
                    log.info("Making the table of {} anew, from position {} on", job.noun(), reached);
                    return around.parking()
                            .dropped(own, job.noun())
                            .doOnNext(positions -> dropped = positions)
                            .then(beginning.indexed() ? Mono.empty() : fill());
                });
    }

    /** The rows first and the indexes afterwards, which is far less work. */
    private Mono<Void> fill() {
        return Mono.defer(() -> until(goal))
                .then(Mono.defer(() -> own.together(table.finish(own).then(record.indexed(own)))))
                .then(Mono.defer(() -> table.analyze(own)));
    }

    /** What happened meanwhile, until little of it is left. */
    private Mono<Void> catchUp() {
        state = State.CATCHING_UP;
        long begun = System.nanoTime();
        AtomicBoolean warned = new AtomicBoolean();
        return Mono.defer(() -> {
                    long head = around.reached().getAsLong();
                    long left = head - reached;
                    falling = left >= goal - reached && goal > reached;
                    goal = head;
                    if (System.nanoTime() - begun > TOO_LONG.toNanos() && !warned.getAndSet(true)) {
                        log.warn("More is written than the new table of {} can follow", job.noun());
                    }
                    return left <= CLOSE
                            ? note(reached).thenReturn(true)
                            : until(head).thenReturn(false);
                })
                .repeat()
                .takeUntil(close -> close)
                .then();
    }

    /** All up to a position, no faster than it may be. */
    private Mono<Void> until(long position) {
        return until(position, job.pace());
    }

    private Mono<Void> until(long position, @Nullable Integer most) {
        return around.events()
                .read(Reading.of(file.table().shape().toldBy(), position).after(reached))
                .onErrorMap(EventLog.Unreadable.class, event -> new Culprit(event.position(), event.name(), event))
                .filter(event -> !dropped.contains(event.position()))
                .transform(read -> Bursts.of(read, job.batch()))
                .concatMap(burst -> write(burst).then(Mono.defer(() -> rest(burst.size(), most))), 1)
                .then(Mono.defer(() -> note(position)));
    }

    private Mono<Void> write(List<Event<?>> burst) {
        return Mono.defer(() -> {
                    Batch batch = Batch.of(burst, List.of(), Map.of(job.noun(), file.table()), table.schema());
                    Mono<Void> rows = batch.isEmpty() ? Mono.empty() : own.run(batch.rows(own.connection()));
                    return own.together(
                            rows.then(Mono.defer(() -> note(burst.getLast().position()))));
                })
                .onErrorResume(RowWriter::ofTheData, failure -> halved(burst, failure));
    }

    private Mono<Void> halved(List<Event<?>> burst, Throwable failure) {
        if (burst.size() == 1) {
            Event<?> event = burst.getFirst();
            return Mono.error(new Culprit(event.position(), event.name(), failure));
        }
        int middle = burst.size() / 2;
        return write(burst.subList(0, middle)).then(Mono.defer(() -> write(burst.subList(middle, burst.size()))));
    }

    private static Mono<Void> rest(int events, @Nullable Integer most) {
        return most == null
                ? Mono.empty()
                : Mono.delay(Duration.ofNanos((long) (events * SECOND / most))).then();
    }

    /** Takes note of how far it is; fails with {@link Stopped} if that is not wanted any more. */
    private Mono<Void> note(long position) {
        pace.reached(position, System.nanoTime());
        Integer eta = falling ? null : pace.eta(Math.max(0, goal - position));
        return record.reached(own, state, position, goal, pace.rate(), eta).doOnSuccess(_ -> reached = position);
    }

    /** Both tables at one position, in one snapshot that is taken while nobody writes. */
    private Mono<Void> compare() {
        state = State.VERIFYING;
        return inTurn(mark -> own.run("begin isolation level repeatable read")
                        .then(own.run("select count(*) from read.table_file"))
                        .thenReturn(mark))
                .then(Mono.defer(() -> Comparison.of(own, file.table().name(), table.name(), job.verify())))
                .flatMap(found -> own.run("commit").then(Mono.defer(() -> record.compared(own, found))));
    }

    private Mono<Mark> swap(Mark mark) {
        Session leader = around.leader();
        Mark repaired = mark.repaired();
        Mono<Void> more = Mono.defer(() -> record.swapped(leader))
                .then(Mono.defer(() -> around.parking().clear(leader, job.noun())))
                .then(Mono.defer(() -> repaired.record(leader)));
        return table.replace(leader, more)
                .doOnSuccess(_ -> around.parking().forget(job.noun()))
                .thenReturn(repaired);
    }

    /** Does something while nobody writes, and everything that was written is in the new table as well. */
    private Mono<Void> inTurn(Function<Mark, Mono<Mark>> work) {
        AtomicBoolean done = new AtomicBoolean();
        return Mono.defer(() -> around.turns()
                        .take(mark -> mark.position() - reached > CLOSE
                                ? Mono.just(mark)
                                : until(mark.position(), null)
                                        .then(Mono.defer(() -> work.apply(mark)))
                                        .doOnNext(_ -> done.set(true))))
                .flatMap(_ -> done.get() ? Mono.just(true) : catchUp().thenReturn(false))
                .repeat()
                .takeUntil(yes -> yes)
                .then();
    }

    /** An event that the new table cannot take. */
    private static final class Culprit extends RuntimeException {

        private final long position;
        private final String type;

        Culprit(long position, String type, Throwable cause) {
            super(RowWriter.reason(cause), cause);
            this.position = position;
            this.type = type;
        }

        ObjectNode json() {
            return Json.MAPPER
                    .createObjectNode()
                    .put("position", position)
                    .put("event_type", type)
                    .put("message", getMessage());
        }
    }
}
