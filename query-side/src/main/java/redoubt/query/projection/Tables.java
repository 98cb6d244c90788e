package redoubt.query.projection;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.model.Catalogue;
import redoubt.model.wire.Json;
import redoubt.query.log.Bursts;
import redoubt.query.log.EventLog;
import redoubt.query.log.EventLog.Reading;
import redoubt.query.table.Table;

/**
 * Brings the tables to what their files say. A table that is new, or whose file changed, is made and filled from the log
 * beside the old one and then takes its place, so that readers never see it empty. Only who holds the projection's lock
 * may do this.
 */
final class Tables {

    private static final Logger log = LoggerFactory.getLogger(Tables.class);
    private static final int BURST = 1_000;
    private static final int TOLD_EVERY = 50_000;

    private final List<TableFile> files;
    private final Map<String, Table<?>> byNoun = new TreeMap<>();
    private final EventLog events;

    Tables(Catalogue catalogue, EventLog events) {
        this(catalogue.resources().stream().map(TableFile::of).toList(), events);
    }

    Tables(List<TableFile> files, EventLog events) {
        this.files = files;
        this.events = events;
        files.forEach(file -> byNoun.put(file.noun(), file.table()));
    }

    Map<String, Table<?>> byNoun() {
        return byNoun;
    }

    /** The file of a table, by the noun of its resources. */
    Map<String, TableFile> filesByNoun() {
        return files.stream().collect(Collectors.toMap(TableFile::noun, file -> file));
    }

    /** Makes what is missing or outdated, and tells how far the tables are. */
    Mono<Mark> apply(Session session, Parking parking) {
        return session.run("insert into read.mark values ('read', 0, '{}') on conflict do nothing")
                .then(mark(session))
                .flatMap(mark -> outdated(session)
                        .concatMap(file -> remake(session, file, mark.position(), parking))
                        .then(Mono.just(mark)));
    }

    /** How far the tables are; nothing while nobody ever made them. */
    static Mono<Mark> mark(Session session) {
        return session.ask(
                        "select position, epochs::text, repairs, (select coalesce(jsonb_object_agg(noun, paused), '{}')"
                                + " from read.table_file where paused is not null)::text"
                                + " from read.mark where name = 'read'",
                        row -> Mark.of(
                                Objects.requireNonNull(row.get(0, Long.class)),
                                Json.MAPPER.readTree(Objects.requireNonNull(row.get(1, String.class))),
                                Objects.requireNonNull(row.get(2, Long.class)),
                                Json.MAPPER.readTree(Objects.requireNonNull(row.get(3, String.class)))))
                .next();
    }

    /** The files that the tables do not follow yet. */
    Flux<TableFile> outdated(Session session) {
        return session.ask(
                        "select noun, checksum from read.table_file",
                        row -> Map.entry(
                                Objects.requireNonNull(row.get(0, String.class)),
                                Objects.requireNonNull(row.get(1, String.class))))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue)
                .flatMapIterable(made -> files.stream()
                        .filter(file -> !file.checksum().equals(made.get(file.noun())))
                        .toList());
    }

    private Mono<Void> remake(Session session, TableFile file, long position, Parking parking) {
        NewTable table = new NewTable(file);
        return Mono.defer(() -> {
            log.info("Making the table of {} from the log up to position {}", file.noun(), position);
            return parking.clear(session, file.noun())
                    .doOnSuccess(_ -> parking.forget(file.noun()))
                    .then(table.create(session))
                    .then(fill(session, file, table.schema(), position, parking))
                    .then(table.finish(session))
                    .then(table.analyze(session))
                    .then(Mono.defer(() -> table.replace(session, Mono.empty())).retryWhen(NewTable.again()))
                    .then(table.drop(session));
        });
    }

    private Mono<Void> fill(Session session, TableFile file, String schema, long position, Parking parking) {
        if (position == 0) {
            return Mono.empty();
        }
        AtomicLong done = new AtomicLong();
        RowWriter writer = new RowWriter(
                () -> Map.of(file.noun(), file.table()),
                schema,
                parking,
                (batch, _) -> batch.isEmpty() ? Mono.empty() : session.run(batch.rows(session.connection())));
        return parking.dropped(session, file.noun())
                .flatMapMany(
                        dropped -> events.read(Reading.of(file.table().shape().toldBy(), position))
                                .filter(event -> !dropped.contains(event.position()))
                                .transform(read -> Bursts.of(read, BURST)))
                .concatMap(burst -> writer.write(burst).doOnSuccess(_ -> tell(file, done, burst.size())), 1)
                .then()
                .doOnSuccess(_ -> log.info("Filled the table of {} from {} events", file.noun(), done.get()));
    }

    private static void tell(TableFile file, AtomicLong done, int more) {
        long before = done.getAndAdd(more);
        if ((before + more) / TOLD_EVERY > before / TOLD_EVERY) {
            log.info("Filling the table of {}: {} events so far", file.noun(), before + more);
        }
    }
}
