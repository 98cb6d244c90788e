import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.github.f4b6a3.uuid.UuidCreator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.GenericTaggedEventMessage;
import org.axonframework.eventsourcing.eventstore.GlobalIndexConsistencyMarker;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;
import org.slf4j.LoggerFactory;
import redoubt.infra.eventstore.EventFormat;
import redoubt.infra.eventstore.Options;
import redoubt.infra.eventstore.PostgresEventStore;
import redoubt.infra.postgres.Connections;
import redoubt.infra.postgres.DatabaseAddress;
import redoubt.infra.postgres.Limits;

/**
 * Appends to the event store and has nothing in front of it. It is a program of its own, run from this file on the class
 * path of the application, so that the benchmarks know no module of the product. The database is named by the usual {@code
 * PG...} variables.
 *
 * <p>Each line on standard input is a turn: how many writers, for how many milliseconds, and which file then gets a line for
 * each acknowledged event, with its identifier and its latency in microseconds. The answer is a line {@code done}.
 */
final class StoreWriter {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final PostgresEventStore store;
    private final Pattern pattern;
    private final AtomicInteger drawn = new AtomicInteger();

    private StoreWriter(PostgresEventStore store, Pattern pattern) {
        this.store = store;
        this.pattern = pattern;
    }

    /**
     * What each event looks like.
     *
     * @param resource the identifier that stands in the tags and becomes a new one each time
     * @param folders the folders to go through; the first stands in the tags
     */
    record Pattern(
            String resource,
            String type,
            String version,
            List<String> tags,
            String payload,
            Map<String, String> metadata,
            List<String> folders) {}

    public static void main(String... arguments) throws IOException {
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        var pattern = new tools.jackson.databind.json.JsonMapper()
                .readValue(Files.readString(Path.of(arguments[0])), Pattern.class);
        var address = new DatabaseAddress(
                System.getenv("PGHOST"),
                Integer.parseInt(System.getenv("PGPORT")),
                System.getenv("PGDATABASE"),
                System.getenv("PGUSER"),
                System.getenv("PGPASSWORD"),
                Map.of());
        var pool = Connections.pool(address, Limits.standard());
        var store = PostgresEventStore.of(
                Connections.sessions(address, Limits.standard(), "log"), pool, new Texts(), Options.defaults());
        store.start().block(PATIENCE);
        var writer = new StoreWriter(store, pattern);
        try (var turns = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            System.out.println("ready");
            for (var turn = turns.readLine(); turn != null; turn = turns.readLine()) {
                var words = turn.split(" ", 3);
                Files.write(
                        Path.of(words[2]),
                        writer.turn(Integer.parseInt(words[0]), Duration.ofMillis(Long.parseLong(words[1]))));
                System.out.println("done");
            }
        }
        store.stop().block(PATIENCE);
        pool.dispose();
    }

    private List<String> turn(int writers, Duration time) {
        long end = System.nanoTime() + time.toNanos();
        var turns = Stream.generate(() -> new Turn(end)).limit(writers).toList();
        turns.forEach(Turn::append);
        return turns.stream().flatMap(turn -> turn.over.join().stream()).toList();
    }

    /** One writer: the next append begins when the outcome of the last one was told. */
    private final class Turn {

        final CompletableFuture<List<String>> over = new CompletableFuture<>();
        private final List<String> acknowledged = new ArrayList<>();
        private final long end;

        Turn(long end) {
            this.end = end;
        }

        void append() {
            var resource = UuidCreator.getTimeOrderedEpoch().toString();
            var folder = pattern.folders()
                    .get(Math.floorMod(
                            drawn.getAndIncrement(), pattern.folders().size()));
            var event = new GenericEventMessage(
                    UuidCreator.getTimeOrderedEpoch().toString(),
                    new MessageType(pattern.type(), pattern.version()),
                    pattern.payload(),
                    pattern.metadata(),
                    Instant.now());
            long start = System.nanoTime();
            // Nothing may have happened to the resource, nor to the folder it is put into, since the log was looked at.
            var condition = AppendCondition.withCriteria(EventCriteria.either(
                            EventCriteria.havingTags(Tag.of("risk", resource)),
                            EventCriteria.havingTags(Tag.of("folder", folder))))
                    .withMarker(new GlobalIndexConsistencyMarker(store.followed()));
            store.engine()
                    .appendEvents(
                            condition,
                            null,
                            List.of(new GenericTaggedEventMessage<EventMessage>(event, tags(resource, folder))))
                    .thenCompose(transaction -> transaction.commit(null))
                    .whenComplete((_, failure) -> told(event.identifier(), start, failure));
        }

        private void told(String identifier, long start, Throwable failure) {
            long now = System.nanoTime();
            if (failure != null) {
                over.completeExceptionally(failure);
                return;
            }
            acknowledged.add(identifier + " " + (now - start) / 1_000);
            if (now < end) {
                append();
            } else {
                over.complete(acknowledged);
            }
        }

        private Set<Tag> tags(String resource, String folder) {
            var tags = new HashSet<Tag>();
            for (var tag : pattern.tags()) {
                int split = tag.indexOf('=');
                var value = tag.substring(split + 1)
                        .replace(pattern.resource(), resource)
                        .replace(pattern.folders().getFirst(), folder);
                tags.add(Tag.of(tag.substring(0, split), value));
            }
            return tags;
        }
    }

    /** Payloads that are JSON already. */
    private static final class Texts implements EventFormat {

        @Override
        public String write(EventMessage message) {
            return (String) message.payload();
        }

        @Override
        public Object read(String type, String version, String json) {
            return json;
        }
    }
}
