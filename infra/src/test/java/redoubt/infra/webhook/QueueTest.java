package redoubt.infra.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import redoubt.grc.Folder;
import redoubt.infra.TestDatabase;
import redoubt.infra.TestPostgres;
import redoubt.model.Created;
import redoubt.model.Envelope;
import redoubt.model.Event;
import redoubt.model.Known;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.query.Sight;
import redoubt.query.feed.Publication;

/** What is to be told of several things that happened is written down at once, in the order in which they happened. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QueueTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int EVENTS = 40;
    private static final UUID ORGANIZATION = UUID.randomUUID();
    private static final UUID CREW = UUID.randomUUID();
    private static final List<UUID> WEBHOOKS = List.of(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());
    private static final List<Long> POSITIONS =
            LongStream.rangeClosed(1, EVENTS).boxed().toList();

    private final TestDatabase database = TestPostgres.fresh();
    private final ConnectionPool pool = new ConnectionPool(ConnectionPoolConfiguration.builder(database.connections())
            .maxSize(1)
            .build());
    private final Questions questions = new Questions(pool);
    private final Queue queue = new Queue(pool);

    @BeforeEach
    void nothingIsToldYet() {
        for (String table : List.of("open", "flight", "state", "replay")) {
            database.asSuperuser("delete from webhook_" + table);
        }
        for (UUID webhook : WEBHOOKS) {
            database.asSuperuser("insert into webhook_state (webhook, org, created_position, checkpoint) values ('"
                    + webhook + "', '" + ORGANIZATION + "', 0, 0)");
        }
    }

    @AfterAll
    void stop() {
        pool.dispose();
        database.close();
    }

    @Test
    void whatLeavesAtOnceLeavesInTheOrderInWhichItHappened() {
        Queue.Advanced advanced = advance(EVENTS);
        assertThat(advanced.moved()).containsExactlyInAnyOrderElementsOf(WEBHOOKS);
        assertThat(advanced.waiting()).isEmpty();
        assertThat(advanced.begun()).hasSize(EVENTS * WEBHOOKS.size());
        assertThat(positions("webhook_flight")).isEqualTo(POSITIONS);
    }

    @Test
    void whatWaitsDoesSoInTheOrderInWhichItHappened() {
        Queue.Advanced advanced = advance(0);
        assertThat(advanced.waiting()).containsExactlyInAnyOrderElementsOf(WEBHOOKS);
        assertThat(advanced.begun()).isEmpty();
        for (UUID webhook : WEBHOOKS) {
            assertThat(positions("webhook_open where webhook = '" + webhook + "'"))
                    .isEqualTo(POSITIONS);
        }
    }

    @Test
    void whatHappenedFirstLeavesAndTheRestWaits() {
        Queue.Advanced advanced = advance(2);
        assertThat(advanced.begun()).extracting(Due::position).containsOnly(1L, 2L);
        assertThat(positions("webhook_flight")).containsExactly(1L, 2L);
        assertThat(positions("webhook_open where webhook = '" + WEBHOOKS.getFirst() + "'"))
                .isEqualTo(POSITIONS.subList(2, EVENTS));
    }

    @Test
    void nothingIsToldTwiceWhereSomebodyElseHasMovedTheCheckpoint() {
        advance(EVENTS);
        Queue.Advanced second = advance(EVENTS);
        assertThat(second.moved()).isEmpty();
        assertThat(second.begun()).isEmpty();
        assertThat(positions("webhook_flight")).hasSize(EVENTS);
    }

    @Test
    void whatIsToldAgainWaitsInTheOrderInWhichItHappened() {
        UUID webhook = WEBHOOKS.getFirst();
        UUID replay = UUID.randomUUID();
        database.asSuperuser("insert into webhook_replay (id, webhook, org, from_position, to_position, reached,"
                + " matching, names, only_failed) values ('" + replay + "', '" + webhook + "', '" + ORGANIZATION
                + "', 0, " + EVENTS + ", 0, " + EVENTS + ", '{}', false)");
        assertThat(queue.again(webhook, replay, 0, EVENTS, told(POSITIONS.reversed()))
                        .block(PATIENCE))
                .isTrue();
        assertThat(positions("webhook_open where cause = 'replay'")).isEqualTo(POSITIONS);
    }

    private Queue.Advanced advance(int room) {
        List<Lane> lanes = WEBHOOKS.stream()
                .map(webhook -> Lanes.to(webhook, CREW, false, EVENTS))
                .toList();
        List<Integer> rooms = Collections.nCopies(lanes.size(), room);
        return Objects.requireNonNull(
                queue.advance(lanes, rooms, EVENTS, told(POSITIONS)).block(PATIENCE));
    }

    private static List<Publication> told(List<Long> positions) {
        return positions.stream().map(QueueTest::publication).toList();
    }

    /** Of which events there are deliveries, in the order of their identifiers. */
    private List<Long> positions(String deliveries) {
        return questions.ask("select position from " + deliveries + " order by id", Long.class);
    }

    private static Publication publication(long position) {
        Ref<Folder> ref = Ref.of(Folder.class, UUID.randomUUID().toString());
        Folder folder = Patch.of(Folder.class).set(Folder::name, "Rules").create();
        Envelope envelope = new Envelope(
                1,
                Instant.EPOCH,
                Envelope.Actor.SYSTEM,
                ORGANIZATION.toString(),
                null,
                "create_folder",
                null,
                null,
                null,
                "Rules");
        Event<Folder> event = new Event<>(
                position, UUID.randomUUID().toString(), "folder.created", 1, ref, new Created<>(folder), envelope);
        Known<Folder> known = Objects.requireNonNull(Known.after(null, event));
        return new Publication(event, new Sight<>(known, Map.of()), List.of(), false);
    }
}
