package redoubt.infra.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import redoubt.api.webhook.Deliveries.Asked;
import redoubt.api.webhook.Delivery;
import redoubt.api.webhook.Delivery.State;
import redoubt.infra.TestDatabase;
import redoubt.infra.TestPostgres;
import redoubt.model.Ref;
import redoubt.query.Window;
import redoubt.query.sql.Asking;
import redoubt.query.sql.Clause;
import redoubt.query.tenancy.Confined;
import redoubt.webhook.Webhook;

/** Deliveries stand in four places, by how far they are and with whom they left; whoever asks for them finds one list. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeliveryQuestionTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int ROUNDS = 60;
    private static final UUID ORGANIZATION = UUID.randomUUID();
    private static final UUID[] CREWS = {UUID.randomUUID(), UUID.randomUUID()};
    private static final UUID[] RESOURCES = {UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID()};
    private static final String[] TYPES = {"risk.created", "risk.updated"};
    private static final UUID[] WEBHOOKS = {UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID()};
    private static final UUID ASKED = WEBHOOKS[1];
    private static final Ref<Webhook> REF = Ref.of(Webhook.class, ASKED.toString());

    private final TestDatabase database = TestPostgres.fresh();
    private final ConnectionPool pool = new ConnectionPool(ConnectionPoolConfiguration.builder(database.connections())
            .maxSize(2)
            .build());
    private final Questions questions = new Questions(pool);
    private final Asking asking = new Asking(new Confined(database.questions(2)));
    private final Outcomes outcomes = new Outcomes(pool);
    private final Random random = new Random(20_261_201);

    /** Of each delivery what came of it, by its identifier; what is on its way has none. */
    private final Map<String, Integer> statuses = new HashMap<>();

    @BeforeAll
    void muchIsTold() {
        for (UUID crew : CREWS) {
            for (int number = 0; number < WEBHOOKS.length; number++) {
                database.asSuperuser("insert into webhook_crew (webhook, org, alike, number) values ('"
                        + WEBHOOKS[number] + "', '" + ORGANIZATION + "', '" + crew + "', " + number + ")");
            }
        }
        for (int position = 1; position <= ROUNDS; position++) {
            leave(position);
        }
        database.asSuperuser("analyze");
    }

    @AfterAll
    void stop() {
        pool.dispose();
        database.close();
    }

    /** Three leave together; each arrives, or is refused, or has to wait, or nothing is heard of it. */
    private void leave(int position) {
        UUID id = questions
                .ask(
                        "insert into webhook_flight (crew, org, message, position, type, noun, resource, webhooks,"
                                + " lease) select c.crew, c.org, 'msg_" + position + "', " + position + ", '"
                                + TYPES[random.nextInt(TYPES.length)] + "', 'risk', '"
                                + RESOURCES[random.nextInt(RESOURCES.length)] + "', array['"
                                + String.join(
                                        "', '",
                                        Stream.of(WEBHOOKS).map(UUID::toString).toList())
                                + "']::uuid[], clock_timestamp() + interval '1 hour' from webhook_crew c where c.alike"
                                + " = '"
                                + CREWS[position % 2] + "' limit 1 returning id",
                        UUID.class)
                .getFirst();
        Flight flight = new Flight(id, WEBHOOKS.length);
        for (int place = 1; place <= WEBHOOKS.length; place++) {
            UUID delivery = flight.delivery(place);
            Due due = new Due(
                    WEBHOOKS[place - 1],
                    delivery,
                    ORGANIZATION,
                    "msg_" + position,
                    (long) position,
                    "risk.created",
                    1,
                    1,
                    0,
                    null,
                    Lease.now(),
                    flight);
            int status = List.of(200, 200, 200, 204, 410, 503, 0).get(random.nextInt(7));
            statuses.put(delivery.toString(), status);
            if (status > 0) {
                Sent sent = new Sent(
                        Instant.now(), Duration.ofMillis(3), status, null, Map.of(), new byte[0], null, null, false);
                outcomes.note(due, sent, new byte[] {'{', '}'}, outcome(status)).block(PATIENCE);
            }
        }
    }

    private static Outcome outcome(int status) {
        return switch (status) {
            case 410 -> Outcome.ended(State.EXHAUSTED);
            case 503 -> new Outcome(State.RETRYING, Duration.ofHours(1));
            default -> Outcome.ended(State.DELIVERED);
        };
    }

    /** What is asked for, and the same of deliveries. */
    private record Question(String said, Map<String, List<String>> equal, Predicate<Delivery> such) {

        @Override
        public String toString() {
            return said;
        }
    }

    private Stream<Question> questions() {
        return Stream.of(
                new Question("all", Map.of(), _ -> true),
                new Question("arrived", Map.of("state", List.of("delivered")), of(State.DELIVERED)),
                new Question("refused", Map.of("state", List.of("exhausted")), of(State.EXHAUSTED)),
                new Question("waiting", Map.of("state", List.of("retrying")), of(State.RETRYING)),
                new Question("on their way", Map.of("state", List.of("delivering")), of(State.DELIVERING)),
                new Question("because of events", Map.of("cause", List.of("event")), _ -> true),
                new Question("told again", Map.of("cause", List.of("replay", "test")), _ -> false),
                new Question("of a type", Map.of("type", List.of(TYPES[1])), each -> each.type()
                        .equals(TYPES[1])),
                new Question(
                        "of two resources",
                        Map.of("resource", List.of(RESOURCES[0].toString(), RESOURCES[2].toString())),
                        each -> !each.resource().equals(RESOURCES[1].toString())),
                new Question("answered so", Map.of("status", List.of("204", "503")), each -> List.of(204, 503)
                        .contains(statuses.get(each.id()))));
    }

    private static Predicate<Delivery> of(State state) {
        return each -> each.state() == state;
    }

    @Test
    void noneIsMissingAndNoneIsThereTwice() {
        List<Delivery> all = rows(asked(Map.of(), Map.of(), "created_at", true), 0, 1_000);
        assertThat(all).hasSize(ROUNDS).doesNotHaveDuplicates();
        assertThat(all.stream().map(Delivery::state).distinct())
                .containsExactlyInAnyOrder(State.DELIVERED, State.EXHAUSTED, State.RETRYING, State.DELIVERING);
        assertThat(questions.ask("select webhook from webhook_arrived where webhook = '" + ASKED + "'", UUID.class))
                .hasSize((int) all.stream().filter(of(State.DELIVERED)).count());
    }

    @ParameterizedTest
    @MethodSource("questions")
    void whoeverAsksFindsWhatThereIsPageByPageInOrder(Question question) {
        List<Delivery> all = rows(asked(Map.of(), Map.of(), "created_at", true), 0, 1_000);
        for (String order : List.of("created_at", "position", "next_at")) {
            for (boolean falling : List.of(true, false)) {
                Asked asked = asked(question.equal(), Map.of(), order, falling);
                List<String> expected = all.stream()
                        .filter(question.such())
                        .sorted(by(order, falling))
                        .map(Delivery::id)
                        .toList();
                assertThat(counted(asked)).isEqualTo(expected.size());
                List<String> pages = new ArrayList<>();
                for (int offset = 0; offset <= expected.size(); offset += 7) {
                    rows(asked, offset, 7).forEach(each -> pages.add(each.id()));
                }
                assertThat(pages).isEqualTo(expected);
            }
        }
    }

    @Test
    void whatIsBetweenTwoMomentsOrPositionsIsFound() {
        List<Delivery> all = rows(asked(Map.of(), Map.of(), "created_at", false), 0, 1_000);
        Instant from = all.get(10).createdAt();
        Instant until = all.get(20).createdAt();
        Asked moments = asked(Map.of(), Map.of("created_at >=", from, "created_at <", until), "created_at", false);
        assertThat(rows(moments, 0, 100)).isEqualTo(all.subList(10, 20));
        assertThat(counted(moments)).isEqualTo(10);
        Asked positions = asked(Map.of(), Map.of("position >", 10L, "position <=", 20L), "position", false);
        assertThat(rows(positions, 0, 100)).isEqualTo(all.subList(10, 20));
        assertThat(counted(positions)).isEqualTo(10);
    }

    @Test
    void whatWasToldIsToldAgainOnlyIfItDidNotArrive() {
        for (Delivery each : rows(asked(Map.of(), Map.of(), "created_at", true), 0, 1_000)) {
            assertThat(questions.ask(
                            "select '" + ASKED + "'::uuid where webhook_took('" + ASKED + "', " + each.position() + ")",
                            UUID.class))
                    .hasSize(each.state() == State.DELIVERED ? 1 : 0);
        }
    }

    private static Comparator<Delivery> by(String order, boolean falling) {
        Comparator<Delivery> begun = Comparator.comparing(Delivery::id);
        Comparator<Delivery> rising =
                switch (order) {
                    case "position" ->
                        Comparator.comparing((Delivery each) -> Objects.requireNonNull(each.position()))
                                .thenComparing(begun);
                    case "next_at" ->
                        Comparator.comparing(
                                        Delivery::nextAttemptAt,
                                        Comparator.nullsLast(Comparator.<Instant>naturalOrder()))
                                .thenComparing(begun);
                    default -> begun;
                };
        return falling ? rising.reversed() : rising;
    }

    private static Asked asked(
            Map<String, List<String>> equal, Map<String, Object> ranges, String order, boolean falling) {
        return new Asked(equal, ranges, order, falling);
    }

    private List<Delivery> rows(Asked asked, int offset, int limit) {
        Clause rows = DeliveryQuestion.rows(REF, asked, new Window(offset, limit));
        return Objects.requireNonNull(asking.rows(ORGANIZATION.toString(), rows, DeliveryRow::read)
                .collectList()
                .block(PATIENCE));
    }

    private long counted(Asked asked) {
        Clause count = DeliveryQuestion.count(REF, asked);
        return Objects.requireNonNull(
                asking.rows(ORGANIZATION.toString(), count, row -> Objects.requireNonNull(row.get(0, Long.class)))
                        .blockLast(PATIENCE));
    }
}
