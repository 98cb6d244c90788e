package redoubt.infra.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.r2dbc.spi.Connection;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import redoubt.command.Create;
import redoubt.command.Delete;
import redoubt.command.Expected;
import redoubt.command.Instruction;
import redoubt.command.Submission;
import redoubt.command.Update;
import redoubt.grc.Risk;
import redoubt.infra.TestDatabase;
import redoubt.infra.TestPostgres;
import redoubt.infra.acceptance.RunningRedoubt;
import redoubt.model.Catalogue;
import redoubt.model.Envelope;
import redoubt.model.Known;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.access.Grant;
import redoubt.model.access.Principal;
import redoubt.model.access.Role;
import redoubt.model.wire.EventJson;
import redoubt.model.wire.Upcast;
import redoubt.query.history.Timeline.Step;
import redoubt.query.log.EventLog;

/** Snapshots on the database, from both sides: they spare reading, and change nothing that is answered. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SnapshotsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int RISKS = 6;

    private final TestDatabase database = TestPostgres.fresh();
    private final Queue<Ref<Risk>> untouched = new ArrayDeque<>();
    private Catalogue catalogue;
    private Principal admin;
    private Ref<Risk> risk;

    /** A founded house with a risk for each test; nobody runs on its log afterwards but the nodes of the tests. */
    @BeforeAll
    void found() {
        try (RunningRedoubt redoubt = RunningRedoubt.on(database)) {
            for (int i = 0; i < RISKS; i++) {
                var made = redoubt.http()
                        .post("/api/v1/risks/", "{\"name\":\"Breach " + i + "\"}")
                        .expect(201);
                untouched.add(Ref.of(Risk.class, made.text("id")));
            }
            catalogue = redoubt.part(Catalogue.class);
            Envelope envelope = redoubt.part(EventLog.class)
                    .read(EventLog.Reading.of(untouched.peek()))
                    .blockFirst(PATIENCE)
                    .envelope();
            Grant grant = new Grant(Role.ADMINISTRATOR, envelope.folder(), true);
            admin = new Principal(
                    envelope.actor(),
                    envelope.organization(),
                    envelope.folder(),
                    List.of(grant),
                    Principal.Limits.NONE);
        }
    }

    @AfterAll
    void drop() {
        database.close();
    }

    @BeforeEach
    void takeARisk() {
        risk = untouched.remove();
    }

    @Test
    void ofTenThousandEventsNoMoreAreReadThanLieBetweenTwoSnapshots() {
        happened(9_999, "'risk.updated', '1'", "jsonb_build_object('description', 'Step ' || n)");
        try (Node node = node(100)) {
            change(node, "Cold");
            assertThat(node.counting.since()).isGreaterThanOrEqualTo(10_000);
            awaitSnapshots(100);

            change(node, "Decided");
            assertThat(node.counting.since()).isLessThanOrEqualTo(101);
            for (long version : List.of(2L, 100L, 101L, 5_050L, 9_999L, 10_000L, 10_002L)) {
                Step<Risk> step = node.timeline.version(risk, version).block(PATIENCE);
                assertThat(step.after().version()).isEqualTo(version);
                assertThat(node.counting.since()).as("version %d", version).isLessThanOrEqualTo(100);
                assertThat(node.timeline.at(risk, step.event().position()).block(PATIENCE))
                        .isEqualTo(step.after());
                assertThat(node.counting.since()).as("at version %d", version).isLessThanOrEqualTo(100);
            }
            assertThat(node.timeline.latest(risk).block(PATIENCE))
                    .isEqualTo(node.plain.latest(risk).block(PATIENCE));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whateverHappenedAndWhereverSnapshotsAreEverythingIsAsItIsWithoutThem(long seed) {
        Random random = new Random(seed);
        int spacing = 1 + random.nextInt(7);
        // Once upon a time, what is the description now was called otherwise.
        happened(random.nextInt(12), "'risk.updated', '1'", "jsonb_build_object('summary', 'Old step ' || n)");
        try (Node node = node(spacing)) {
            for (int i = 0; i < 24; i++) {
                Known<Risk> before = node.plain.latest(risk).block(PATIENCE);
                if (before == null) {
                    node.send(
                            by(),
                            new Create<>(
                                    risk, Submission.of(Patch.of(Risk.class).set(Risk::name, "Anew " + i))));
                } else if (random.nextInt(8) == 0) {
                    node.send(by(), new Delete<>(risk, Expected.ANY));
                } else {
                    change(node, "Step " + i);
                }
            }
            for (String meddling : List.of(
                    "delete from snapshot where " + stream(),
                    "update snapshot set fingerprint = 'of another program', state = '{}' where " + stream(),
                    "update snapshot set state = '{}' where " + stream(),
                    "delete from snapshot where random() < 0.5 and " + stream())) {
                awaitRest(node, spacing, meddling);
                sql(meddling);
                compare(node);
            }
        }
    }

    private void compare(Node node) {
        List<Step<Risk>> steps = node.plain.steps(risk).collectList().block(PATIENCE);
        for (Step<Risk> step : steps) {
            long position = step.event().position();
            long version = step.event().envelope().version();
            assertThat(node.timeline.at(risk, position).block(PATIENCE)).isEqualTo(step.after());
            assertThat(node.timeline.at(risk, position - 1).block(PATIENCE)).isEqualTo(step.before());
            assertThat(node.timeline.version(risk, version).block(PATIENCE))
                    .isEqualTo(node.plain.version(risk, version).block(PATIENCE));
        }
        assertThat(node.timeline.version(risk, steps.size() + 1L).block(PATIENCE))
                .isNull();
        assertThat(node.timeline.last(risk).block(PATIENCE)).isEqualTo(steps.getLast());
        assertThat(node.timeline.latest(risk).block(PATIENCE))
                .isEqualTo(steps.getLast().after());
    }

    @Test
    void aSnapshotFromAfterTheMomentIsNotUsed() {
        happened(29, "'risk.updated', '1'", "jsonb_build_object('description', 'Step ' || n)");
        try (Node node = node(10)) {
            Step<Risk> twelfth = node.plain.version(risk, 12).block(PATIENCE);
            node.timeline.latest(risk).block(PATIENCE);
            awaitSnapshots(3);
            sql("update snapshot set state = jsonb_set(state, '{state,name}', '\"spoilt\"')" + " where events > 12 and "
                    + stream());

            assertThat(node.timeline.at(risk, twelfth.event().position()).block(PATIENCE))
                    .isEqualTo(twelfth.after());
            assertThat(node.timeline.version(risk, 12).block(PATIENCE)).isEqualTo(twelfth);
            assertThat(node.timeline.latest(risk).block(PATIENCE).state().name())
                    .isEqualTo("spoilt");
        }
    }

    @Test
    void ofTwoNodesThatDecideFromSnapshotsNoneLosesWhatTheOtherWrote() {
        happened(120, "'risk.updated', '1'", "jsonb_build_object('description', 'Step ' || n)");
        try (Node here = node(50);
                Node there = node(50)) {
            change(here, "Cold");
            awaitSnapshots(2);
            for (int i = 0; i < 10; i++) {
                Node one = i % 2 == 0 ? here : there;
                Node other = i % 2 == 0 ? there : here;
                int likelihood = 1 + i % 5;
                one.send(
                        by(),
                        new Update<>(
                                risk,
                                Submission.of(Patch.of(Risk.class).set(Risk::likelihood, likelihood)),
                                Expected.ANY));
                Known<Risk> known = change(other, "After " + i);

                assertThat(known.state().likelihood()).isEqualTo(likelihood);
                assertThat(known.version()).isEqualTo(122 + 2L * i + 2);
            }
        }
    }

    private Known<Risk> change(Node node, String description) {
        Patch<Risk> patch = Patch.of(Risk.class).set(Risk::description, description);
        return node.send(by(), new Update<>(risk, Submission.of(patch), Expected.ANY))
                .known();
    }

    private Instruction by() {
        return Instruction.of(admin, "request");
    }

    private Node node(int spacing) {
        EventJson json = new EventJson(catalogue, List.of(new Upcast("risk.updated", 1, payload -> {
            if (payload.has("summary")) {
                payload.set("description", payload.remove("summary"));
            }
            return payload;
        })));
        return new Node(database, catalogue, json, spacing);
    }

    /** So many more events of the risk, at once; {@code n} counts them. */
    private void happened(int events, String type, String payload) {
        sql("""
            with base as (select e.*, (select max(position) from event) as head from event e where position = (
                select position from event_tag where tag = 'risk=%1$s')),
            made as (insert into event select head + n, 'made-' || head + n, %2$s, clock_timestamp(), '{risk=%1$s}', %3$s,
                metadata || jsonb_build_object('version', (1 + n)::text)
                from base cross join generate_series(1, %4$d) as n returning position)
            insert into event_tag select 'risk=%1$s', position, 'risk.updated' from made
            """.formatted(risk.id(), type, payload, events));
    }

    private String stream() {
        return "stream = 'risk=" + risk.id() + "'";
    }

    private void awaitSnapshots(long count) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(
                        () -> sql("select count(*) from snapshot where " + stream()),
                        List.of(String.valueOf(count))::equals);
    }

    /** What one reading finds missing is written later, and may find no room: it is read until nothing is missing. */
    private void awaitRest(Node node, int spacing, String before) {
        long due = node.plain.steps(risk).count().block(PATIENCE) / spacing;
        Awaitility.await("before " + before)
                .atMost(PATIENCE)
                .until(
                        () -> {
                            node.timeline.latest(risk).block(PATIENCE);
                            return sql("select count(*) from snapshot where state <> '{}' and " + stream());
                        },
                        List.of(String.valueOf(due))::equals);
    }

    private List<String> sql(String statement) {
        return Flux.usingWhen(
                        database.connections().create(),
                        connection -> Flux.from(
                                        connection.createStatement(statement).execute())
                                .flatMap(result -> result.map((row, _) -> String.valueOf(row.get(0)))),
                        Connection::close)
                .collectList()
                .block(PATIENCE);
    }
}
