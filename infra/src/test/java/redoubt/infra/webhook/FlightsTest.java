package redoubt.infra.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.api.webhook.Delivery.State;
import redoubt.infra.TestDatabase;
import redoubt.infra.TestPostgres;

/** What leaves together is one row, and each of it is as well looked after as if it had a row of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FlightsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final UUID ORGANIZATION = UUID.randomUUID();
    private static final UUID CREW = UUID.randomUUID();
    private static final UUID[] WEBHOOKS = {UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID()};
    private static final Outcome DELIVERED = Outcome.ended(State.DELIVERED);
    private static final Outcome AGAIN = new Outcome(State.RETRYING, Duration.ofHours(1));

    private final TestDatabase database = TestPostgres.fresh();
    private final ConnectionPool pool = new ConnectionPool(ConnectionPoolConfiguration.builder(database.connections())
            .maxSize(3)
            .build());
    private final Questions questions = new Questions(pool);
    private final Outcomes outcomes = new Outcomes(pool);
    private final Flights flights = new Flights(pool);
    private final List<Due> all = new ArrayList<>();
    private Flight flight = new Flight(new UUID(0, 0), 0);

    @BeforeEach
    void threeLeaveTogether() {
        for (String table : List.of("open", "flight", "arrival", "delivery", "attempt", "health")) {
            database.asSuperuser("delete from webhook_" + table);
        }
        leave("30 seconds");
    }

    private void leave(String lease) {
        UUID id = questions
                .ask(
                        "insert into webhook_flight (crew, org, message, position, type, noun, resource, webhooks,"
                                + " lease) values ('" + CREW + "', '" + ORGANIZATION
                                + "', 'msg_1', 7, 'risk.created', 'risk', gen_random_uuid(),"
                                + " array['" + WEBHOOKS[0] + "', '" + WEBHOOKS[1] + "', '" + WEBHOOKS[2] + "']::uuid[],"
                                + " clock_timestamp() + interval '" + lease + "') returning id",
                        UUID.class)
                .getFirst();
        flight = new Flight(id, WEBHOOKS.length);
        all.clear();
        for (int place = 1; place <= WEBHOOKS.length; place++) {
            all.add(new Due(
                    WEBHOOKS[place - 1],
                    flight.delivery(place),
                    ORGANIZATION,
                    "msg_1",
                    7L,
                    "risk.created",
                    1,
                    1,
                    0,
                    null,
                    Lease.now(),
                    flight));
        }
    }

    @AfterAll
    void stop() {
        pool.dispose();
        database.close();
    }

    @Test
    void eachIsOnItsWayAndKnownByWhatItsReceiverIsToldItIs() {
        assertThat(underWay())
                .containsExactlyInAnyOrderElementsOf(all.stream().map(Due::id).toList());
        assertThat(questions.count("webhook_under_way where state = 'delivering' and attempts = 1 and cause = 'event'"))
                .isEqualTo(3);
    }

    @Test
    void whatHasArrivedIsNotOnItsWayAndTheLastTakesTheRowAlong() {
        note(all.get(0), DELIVERED);
        note(all.get(1), DELIVERED);
        assertThat(underWay()).containsExactly(all.get(2).id());
        assertThat(questions.count("webhook_flight")).isEqualTo(1);
        note(all.get(2), Outcome.ended(State.EXHAUSTED));
        assertThat(underWay()).isEmpty();
        assertThat(questions.count("webhook_flight")).isZero();
        assertThat(questions.count(
                        "webhook_arrived where crew = '" + CREW + "' and position = 7 and attempts = 1 and status = 200"
                                + " and created_at = moment_of('" + flight.id() + "') and address = '192.0.2.7'"))
                .isEqualTo(2);
        assertThat(questions.count("webhook_delivery where state = 'exhausted' and delivered_at is null"))
                .isEqualTo(1);
        assertThat(questions.count("webhook_open") + questions.count("webhook_attempt"))
                .isZero();
    }

    @Test
    void whatIsNotNotedIsLookedForWhenItsTimeIsOverThoughAllOthersAreBack() {
        note(all.get(0), DELIVERED);
        database.asSuperuser("alter table webhook_arrival rename to webhook_hidden");
        try {
            assertThatThrownBy(() -> note(all.get(1), DELIVERED)).isInstanceOf(RuntimeException.class);
        } finally {
            database.asSuperuser("alter table webhook_hidden rename to webhook_arrival");
        }
        note(all.get(2), DELIVERED);
        assertThat(underWay()).containsExactly(all.get(1).id());
    }

    @Test
    void whatIsTriedAgainWaitsByItself() {
        assertThat(note(all.get(0), AGAIN)).isPresent();
        note(all.get(1), DELIVERED);
        note(all.get(2), DELIVERED);
        assertThat(questions.count("webhook_flight")).isZero();
        assertThat(questions.count("webhook_open where id = '" + all.get(0).id()
                        + "' and state = 'retrying' and attempts = 1 and tries = 1 and position = 7"
                        + " and next_at > clock_timestamp() + interval '59 minutes'"))
                .isEqualTo(1);
        assertThat(questions.count("webhook_attempt where number = 1")).isEqualTo(1);
        assertThat(underWay()).containsExactly(all.get(0).id());
    }

    @Test
    void whatNobodyWillHearOfAnyMoreIsTriedAgain() {
        note(all.get(0), DELIVERED);
        note(all.get(1), AGAIN);
        flights.partLost().block(PATIENCE);
        assertThat(underWay()).hasSize(2);
        database.asSuperuser("update webhook_flight set lease = clock_timestamp() - interval '1 second'");
        flights.partLost().block(PATIENCE);
        assertThat(questions.count("webhook_open where id = '" + all.get(2).id()
                        + "' and state = 'delivering' and attempts = 1 and lease < clock_timestamp()"))
                .isEqualTo(1);
        assertThat(questions.count("webhook_open")).isEqualTo(2);
    }

    @Test
    void whatIsPartedOnTheWayIsNotedAllTheSame() {
        note(all.get(0), DELIVERED);
        flights.part(List.of(WEBHOOKS[1])).block(PATIENCE);
        assertThat(questions.count("webhook_flight")).isZero();
        assertThat(underWay())
                .containsExactlyInAnyOrder(all.get(1).id(), all.get(2).id());
        note(all.get(1), DELIVERED);
        assertThat(note(all.get(2), AGAIN)).isPresent();
        assertThat(questions.count("webhook_arrived")).isEqualTo(1);
        assertThat(questions.count("webhook_delivery where state = 'delivered'"))
                .isEqualTo(1);
        assertThat(questions.count("webhook_open where state = 'retrying'")).isEqualTo(1);
        // The last attempt of what has ended stands with it.
        assertThat(questions.count("webhook_attempt")).isEqualTo(1);
    }

    @Test
    void whatOthersHaveTakenMeanwhileIsTheirsAndTheAttemptIsShownAllTheSame() {
        flights.part(flight).block(PATIENCE);
        database.asSuperuser("update webhook_open set attempts = 2, tries = 2");
        assertThat(note(all.get(0), AGAIN)).isEmpty();
        assertThat(note(all.get(1), DELIVERED)).isEmpty();
        assertThat(questions.count("webhook_delivery")).isZero();
        assertThat(questions.count("webhook_open where state = 'delivering' and attempts = 2"))
                .isEqualTo(3);
        assertThat(questions.count("webhook_attempt where number = 1")).isEqualTo(2);
    }

    @Test
    void aSecondAttemptIsNotTheFirstOfThoseItLeftWith() {
        note(all.get(0), AGAIN);
        database.asSuperuser("update webhook_open set attempts = 2, tries = 2, state = 'delivering',"
                + " lease = clock_timestamp() + interval '30 seconds'");
        assertThat(underWay()).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void whatLeftBeforeAnEndpointWasStoppedIsGivenUpAndTheOthersGoOn() {
        database.asSuperuser("insert into event_tag (tag, position, type) values ('webhook=" + WEBHOOKS[0]
                + "', 5, 'webhook.disabled'), ('webhook=" + WEBHOOKS[0] + "', 6, 'webhook.enabled')");
        Closing closing = new Closing(pool, flights);
        closing.cancel().block(PATIENCE);
        assertThat(questions.count("webhook_flight")).isEqualTo(1);
        database.asSuperuser("insert into event_tag (tag, position, type) values ('webhook=" + WEBHOOKS[1]
                + "', 8, 'webhook.disabled'), ('webhook=" + WEBHOOKS[1] + "', 9, 'webhook.enabled')");
        closing.cancel().block(PATIENCE);
        assertThat(questions.count("webhook_flight")).isZero();
        assertThat(questions.count("webhook_delivery where state = 'cancelled' and id = '"
                        + all.get(1).id() + "'"))
                .isEqualTo(1);
        assertThat(underWay())
                .containsExactlyInAnyOrder(all.get(0).id(), all.get(2).id());
    }

    @Test
    void whatNobodyMayBeToldAnyMoreIsGivenUpAlone() {
        new Closing(pool, flights).cancel(all.get(1)).block(PATIENCE);
        assertThat(questions.count("webhook_delivery where state = 'cancelled'"))
                .isEqualTo(1);
        assertThat(underWay())
                .containsExactlyInAnyOrder(all.get(0).id(), all.get(2).id());
    }

    @Test
    void whoeverPartsThemWaitsForWhoeverNotesWhatCameOfOne() {
        Connection noting = connection();
        run(noting, "begin");
        run(noting, "select from webhook_flight where id = '" + flight.id() + "' for share");
        run(
                noting,
                "insert into webhook_arrival (crew, flight, org, message, position, type, noun, resource, status,"
                        + " digest, headers, answer, webhooks, places, started, took_ms) select crew, id, org, message,"
                        + " position, type, noun, resource, 200, '', '{}', '', webhooks[1:1], '{1}', '{0}', '{3}' from"
                        + " webhook_flight");
        Mono<Void> parting = flights.part(flight).cache();
        parting.subscribe();
        awaitLock("webhook_part");
        run(noting, "commit");
        Mono.from(noting.close()).block(PATIENCE);
        parting.block(PATIENCE);
        assertThat(underWay())
                .containsExactlyInAnyOrder(all.get(1).id(), all.get(2).id());
    }

    @Test
    void whatIsPartedWhileItIsNotedIsNotedAllTheSame() {
        Connection parting = connection();
        run(parting, "begin");
        run(parting, "select webhook_part(array['" + flight.id() + "']::uuid[])");
        List<Mono<Optional<Health>>> noting =
                all.stream().map(due -> noted(due, DELIVERED).cache()).toList();
        noting.forEach(Mono::subscribe);
        awaitLock("webhook_flight w");
        run(parting, "commit");
        Mono.from(parting.close()).block(PATIENCE);
        noting.forEach(each -> assertThat(each.block(PATIENCE)).isEmpty());
        assertThat(questions.count("webhook_delivery where state = 'delivered'"))
                .isEqualTo(3);
        assertThat(questions.count("webhook_open") + questions.count("webhook_attempt"))
                .isZero();
    }

    private Connection connection() {
        return Objects.requireNonNull(Mono.from(database.connections().create()).block(PATIENCE));
    }

    private void awaitLock(String statement) {
        await().atMost(PATIENCE)
                .until(() -> questions.count(
                                "pg_stat_activity where wait_event_type = 'Lock' and query like '%" + statement + "%'")
                        == 1);
    }

    private static void run(Connection connection, String statement) {
        Flux.from(connection.createStatement(statement).execute())
                .concatMap(result -> result.getRowsUpdated())
                .blockLast(PATIENCE);
    }

    private Optional<Health> note(Due due, Outcome outcome) {
        return Objects.requireNonNull(noted(due, outcome).block(PATIENCE));
    }

    private Mono<Optional<Health>> noted(Due due, Outcome outcome) {
        int status = outcome.state() == State.DELIVERED ? 200 : 503;
        Sent sent = new Sent(
                Instant.now(), Duration.ofMillis(3), status, null, Map.of(), new byte[0], "192.0.2.7", null, false);
        return outcomes.note(due, sent, new byte[] {'{', '}'}, outcome);
    }

    private List<UUID> underWay() {
        return questions.ask("select id from webhook_under_way", UUID.class);
    }
}
