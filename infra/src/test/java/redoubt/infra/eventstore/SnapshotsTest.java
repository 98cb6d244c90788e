package redoubt.infra.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.core.QualifiedName;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventstreaming.EventCriteria;
import org.axonframework.messaging.eventstreaming.Tag;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SnapshotsTest extends LogTest {

    private static final Tag A = tag("a");
    private static final EventCriteria OF_A = EventCriteria.havingTags(A);

    /** Understands snapshots of one fingerprint, as texts. */
    private record Understanding(String fingerprint) implements SnapshotFormat {

        @Override
        public @Nullable String fingerprint(Tag stream) {
            return stream.key().equals("thing") ? fingerprint : null;
        }

        @Override
        public Object read(StoredSnapshot snapshot) {
            if (snapshot.json().contains("unreadable")) {
                throw new IllegalArgumentException("nobody understands this");
            }
            return snapshot.events() + " events: " + snapshot.json();
        }
    }

    @Test
    void aStreamBeginsWithItsLatestSnapshotAndGoesOnAfterIt() {
        var store = store();
        write(store, 5);
        keep(store, "mine", 2, 4);

        assertThat(fresh(store, OF_A).payloads()).containsExactly("4 events: \"4\"", "5");
    }

    @Test
    void aStreamThatEndsWithItsSnapshotIsTheSnapshot() {
        var store = store();
        write(store, 4);
        keep(store, "mine", 4);

        assertThat(fresh(store, OF_A).payloads()).containsExactly("4 events: \"4\"");
    }

    @Test
    void whoeverDoesNotAskForSnapshotsGetsNone() {
        var store = store();
        write(store, 3);
        keep(store, "mine", 2);

        assertThat(source(store.engine(), OF_A).join().payloads()).containsExactly("1", "2", "3");
        assertThat(fresh(store, EventCriteria.havingTags(Tag.of("other", "a"))).payloads())
                .isEmpty();
        assertThat(fresh(store, EventCriteria.havingTags(A).andBeingOneOfTypes(new QualifiedName("e")))
                        .payloads())
                .containsExactly("1", "2", "3");
        assertThat(fresh(store, EventCriteria.either(OF_A, EventCriteria.havingTags(tag("b"))))
                        .payloads())
                .containsExactly("1", "2", "3");
    }

    @Test
    void anotherFingerprintIsPassedOverAndWrittenOver() {
        var store = store();
        write(store, 5);
        keep(store, "mine", 2);
        keep(store, "theirs", 4);

        assertThat(fresh(store, OF_A).payloads()).containsExactly("2 events: \"2\"", "3", "4", "5");

        keep(store, "mine", 2, 4);
        assertThat(fresh(store, OF_A).payloads()).containsExactly("4 events: \"4\"", "5");
        assertThat(sql("select count(*) from snapshot")).containsExactly("2");
    }

    @Test
    void anUnreadableSnapshotIsPassedOverAndWrittenOver() {
        var store = store();
        write(store, 3);
        store.keep(A, "mine", List.of(new StoredSnapshot(A, "mine", 2, 2, "\"unreadable\"")))
                .block(PATIENCE);

        assertThat(fresh(store, OF_A).payloads()).containsExactly("1", "2", "3");

        keep(store, "mine", 2);
        assertThat(fresh(store, OF_A).payloads()).containsExactly("2 events: \"2\"", "3");
    }

    @Test
    void theConditionIsAsStrictFromASnapshotAsFromTheBeginning() {
        var here = store();
        var there = store();
        write(here, 4);
        keep(here, "mine", 4);
        var known = fresh(here, OF_A);
        written(there, event("e", "of another", tag("b")));

        assertThat(failure(append(here, known.unlessMore(OF_A), event("e", "5", A))))
                .isNull();
        assertThat(failure(append(here, known.unlessMore(OF_A), event("e", "5 again", A))))
                .isInstanceOf(AppendEventsTransactionRejectedException.class);

        var later = fresh(here, OF_A);
        assertThat(later.payloads()).containsExactly("4 events: \"4\"", "5");
        written(there, event("e", "6", A));
        assertThat(failure(append(here, later.unlessMore(OF_A), event("e", "6 as well", A))))
                .isInstanceOf(AppendEventsTransactionRejectedException.class);
        assertThat(fresh(here, OF_A).payloads()).containsExactly("4 events: \"4\"", "5", "6");
    }

    @Test
    void aStreamThatComesFromMemoryIsWholeAndOneThatBeganWithASnapshotIsNotTakenForWhole() {
        var store = store();
        write(store, 3);
        keep(store, "mine", 2);
        assertThat(source(store, OF_A, new Context()).payloads()).containsExactly("2 events: \"2\"", "3");

        assertThat(source(store.engine(), OF_A).join().payloads()).containsExactly("1", "2", "3");
    }

    @Test
    void aSnapshotIsFoundByThePositionAndByTheNumberOfEvents() {
        var store = store();
        written(store, event("e", "of another", tag("b")));
        write(store, 6);
        store.keep(
                        A,
                        "mine",
                        List.of(
                                new StoredSnapshot(A, "mine", 2, 3, "\"2\""),
                                new StoredSnapshot(A, "mine", 4, 5, "\"4\"")))
                .block(PATIENCE);

        assertThat(told(store, A, "mine", Long.MAX_VALUE, Long.MAX_VALUE)).containsExactly("\"4\"", "5", "6");
        assertThat(told(store, A, "mine", 6, Long.MAX_VALUE)).containsExactly("\"4\"", "5");
        assertThat(told(store, A, "mine", 5, Long.MAX_VALUE)).containsExactly("\"4\"");
        assertThat(told(store, A, "mine", 4, Long.MAX_VALUE)).containsExactly("\"2\"", "3");
        assertThat(told(store, A, "mine", Long.MAX_VALUE, 4)).containsExactly("\"2\"", "3", "4", "5", "6");
        assertThat(told(store, A, "mine", 2, Long.MAX_VALUE)).containsExactly("1");
        assertThat(told(store, A, "theirs", 3, Long.MAX_VALUE)).containsExactly("1", "2");
        assertThat(told(store, tag("b"), "mine", Long.MAX_VALUE, Long.MAX_VALUE))
                .containsExactly("of another");
        assertThat(told(store, tag("c"), "mine", Long.MAX_VALUE, Long.MAX_VALUE))
                .isEmpty();
    }

    /** What a stream is from its latest snapshot on. */
    private static List<String> told(PostgresEventStore store, Tag stream, String fingerprint, long until, long fewer) {
        var stretch = store.from(stream, fingerprint, until, fewer, 2).block(PATIENCE);
        var told = new ArrayList<String>();
        if (stretch.base() != null) {
            told.add(stretch.base().json());
        }
        stretch.events()
                .map(event -> (String) event.message().payload())
                .collectList()
                .block(PATIENCE)
                .forEach(told::add);
        return told;
    }

    @Test
    void aLongStreamAfterASnapshotComesPageByPage() {
        var store = store(Options.defaults().withPage(3));
        write(store, 12);
        keep(store, "mine", 4);

        assertThat(fresh(store, OF_A).payloads())
                .containsExactly("4 events: \"4\"", "5", "6", "7", "8", "9", "10", "11", "12");
    }

    @Test
    void ofTenThousandEventsOnlyThoseAfterTheSnapshotAreRead() {
        var read = new AtomicInteger();
        var counting = new EventFormat() {
            private final StringFormat strings = new StringFormat();

            @Override
            public String write(EventMessage message) {
                return strings.write(message);
            }

            @Override
            public Object read(String type, String version, String json) {
                read.incrementAndGet();
                return strings.read(type, version, json);
            }
        };
        var store = PostgresEventStore.of(database.connections(), database.pool(), counting, Options.defaults());
        store.start().block(PATIENCE);
        try {
            sql("insert into event select n, n, 'e', '1', now(), '{thing=a}', to_jsonb(n::text), '{}'"
                    + " from generate_series(1, 10000) as n");
            sql("insert into event_tag select 'thing=a', n, 'e' from generate_series(1, 10000) as n");
            keep(store, "mine", 9_800, 9_900);
            assertThat(store.read(Reading.all().after(9_999)).collectList().block(PATIENCE))
                    .hasSize(1);
            store.follow(9_999).blockFirst(PATIENCE);
            read.set(0);

            assertThat(fresh(store, OF_A).payloads()).hasSize(101).endsWith("10000");
            assertThat(read).hasValue(100);
        } finally {
            store.stop().block(PATIENCE);
        }
    }

    private static void write(PostgresEventStore store, int events) {
        written(
                store,
                IntStream.rangeClosed(1, events)
                        .mapToObj(n -> event("e", String.valueOf(n), A))
                        .toArray(TaggedEventMessage[]::new));
    }

    /** Snapshots of a stream whose events stand at the positions that are their numbers. */
    private static void keep(PostgresEventStore store, String fingerprint, int... events) {
        List<StoredSnapshot> snapshots = new ArrayList<>();
        for (int number : events) {
            snapshots.add(new StoredSnapshot(A, fingerprint, number, number, "\"" + number + "\""));
        }
        store.keep(A, fingerprint, snapshots).block(PATIENCE);
    }

    private static Known fresh(PostgresEventStore store, EventCriteria criteria) {
        return source(store, criteria, new Context().with(PostgresEventStore.FRESH, true));
    }

    private static Known source(PostgresEventStore store, EventCriteria criteria, Context context) {
        CompletableFuture<Known> sourced =
                source(store.engine(), criteria, context.with(SnapshotFormat.KEY, new Understanding("mine")));
        return sourced.join();
    }
}
