package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import redoubt.infra.TestDatabase;
import redoubt.infra.TestPostgres;
import tools.jackson.databind.JsonNode;

/** Tickets are one and the same for all nodes, and so is the list of what is open. */
@Timeout(240)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StreamTicketTest {

    private static final String STREAM = "/api/v1/events/stream";
    private static final String TICKETS = "/api/v1/events/stream-tickets/";
    private static final String STREAMS = "/api/v1/events/streams/";
    private static final String TOKENS = "/api/v1/api-tokens/";

    private final TestDatabase database = TestPostgres.fresh();
    private RunningRedoubt one = RunningRedoubt.on(database, "--redoubt.sign-in.registration=member");
    private final RunningRedoubt other = RunningRedoubt.on(database);

    @AfterAll
    void close() {
        one.close();
        other.close();
        database.close();
    }

    @Test
    void aTicketOfOneNodeOpensAStreamAtTheOtherAndOutlivesARestart() {
        String ticket = ticket(one.http(), "{\"types\":\"risk.*\"}");
        String cookie;
        String last;
        try (var stream = open(other, ticket, "")) {
            cookie = stream.cookie();
            assertThat(stream.next().orElseThrow().event()).isEqualTo("stream.ready");
            assertThat(stream.next().orElseThrow().event()).isEqualTo("stream.caught_up");
            Reply risk = one.http()
                    .post("/api/v1/risks/", "{\"name\":\"Heard with a ticket\"}")
                    .expect(201);
            assertThat(stream.next().orElseThrow().resource()).isEqualTo(risk.id());
            last = stream.lastId();
        }
        one.stop();
        one = RunningRedoubt.on(database, "--redoubt.sign-in.registration=member");
        Reply missed = other.http()
                .post("/api/v1/risks/", "{\"name\":\"While it restarted\"}")
                .expect(201);
        browser(one).get(STREAM + "?ticket=" + ticket).expect(401);
        try (var stream = EventStream.open(browser(one).with("Cookie", cookie), "?ticket=" + ticket, last)) {
            assertThat(stream.next().orElseThrow().event()).isEqualTo("stream.ready");
            assertThat(stream.next().orElseThrow().resource()).isEqualTo(missed.id());
        }
    }

    @Test
    void aBrowserWithTwoStreamsKeepsOneCookieForBothAndNobodyElsesCookieDoes() {
        String first = ticket(one.http(), "{}");
        String second = ticket(one.http(), "{}");
        String third =
                ticket(one.http().as(token("{\"name\":\"Of another token\"}").text("token")), "{}");
        String cookie;
        try (var stream = open(one, first, "")) {
            cookie = stream.cookie();
        }
        try (var stream = EventStream.open(browser(other).with("Cookie", cookie), "?ticket=" + second, "")) {
            assertThat(stream.cookie()).isEqualTo(cookie);
        }
        try (var stream = EventStream.open(browser(other).with("Cookie", cookie), "?ticket=" + third, "")) {
            assertThat(stream.cookie()).isNotEqualTo(cookie);
        }
        EventStream.open(browser(one).with("Cookie", cookie), "?ticket=" + first, "")
                .close();
        EventStream.open(browser(one).with("Cookie", cookie), "?ticket=" + second, "")
                .close();
        browser(one).with("Cookie", cookie).get(STREAM + "?ticket=" + third).expect(401);
    }

    @Test
    void ofManyWhoUseATicketAtOnceOneHasIt() {
        String ticket = ticket(one.http(), "{\"until\":\"head\",\"from\":\"earliest\"}");
        List<Integer> statuses = IntStream.range(0, 8)
                .mapToObj(n -> browser(n % 2 == 0 ? one : other).sending("GET", STREAM + "?ticket=" + ticket, ""))
                .toList()
                .stream()
                .map(each -> each.join().status())
                .sorted()
                .toList();
        assertThat(statuses).containsExactly(200, 401, 401, 401, 401, 401, 401, 401);
    }

    @Test
    void onlyDigestsAreKeptAndAMinuteIsAllThereIs() {
        String ticket = ticket(one.http(), "{}");
        String late = ticket(one.http(), "{}");
        database.asSuperuser("do $$ begin if exists (select from stream_ticket t where t::text like '%"
                + ticket.substring(5) + "%') then raise exception 'A ticket is kept in clear'; end if; end $$");
        database.asSuperuser("do $$ begin if (select count(*) from stream_ticket where mark is null and over_at"
                + " between clock_timestamp() + interval '30 s' and clock_timestamp() + interval '61 s') < 2 then raise"
                + " exception 'Not a minute'; end if; end $$");
        database.asSuperuser(
                "update stream_ticket set over_at = clock_timestamp() - interval '1 s' where mark is null");
        browser(one).get(STREAM + "?ticket=" + late).expect(401);
        ticket(one.http(), "{}");
        database.asSuperuser("do $$ begin if exists (select from stream_ticket where over_at < clock_timestamp()) then"
                + " raise exception 'What is over stays'; end if; end $$");
    }

    @Test
    void aTicketIsWorthWhatItsTokenIsAndNoLonger() {
        String folder = one.http()
                .post("/api/v1/folders/", "{\"name\":\"Narrow\"}")
                .expect(201)
                .id();
        Reply token = token("{\"name\":\"Narrow\",\"read_only\":true,\"folder\":\"" + folder + "\"}");
        String ticket = ticket(other.http().as(token.text("token")), "{\"types\":\"risk.*\"}");
        try (var stream = open(one, ticket, "")) {
            assertThat(stream.next().orElseThrow().event()).isEqualTo("stream.ready");
            assertThat(stream.next().orElseThrow().event()).isEqualTo("stream.caught_up");
            one.http().post("/api/v1/risks/", "{\"name\":\"Elsewhere\"}").expect(201);
            String heard = one.http()
                    .post("/api/v1/risks/", "{\"name\":\"Within\",\"folder\":\"" + folder + "\"}")
                    .expect(201)
                    .id();
            assertThat(stream.next().orElseThrow().resource()).isEqualTo(heard);
            String cookie = stream.cookie();
            one.http().delete(TOKENS + token.id() + "/").expect(204);
            assertThat(stream.next().orElseThrow().data().path("reason").asString())
                    .isEqualTo("token_revoked");
            browser(other)
                    .with("Cookie", cookie)
                    .get(STREAM + "?ticket=" + ticket)
                    .expect(401);
        }
    }

    @Test
    void aTicketOfASessionEndsWithIt() {
        String access = Visitors.register(one.http().anonymous(), Visitors.email())
                .expect(201)
                .text("access");
        Http person = one.http().with("Authorization", "Bearer " + access);
        String ticket = ticket(person, "{}");
        try (var stream = open(other, ticket, "")) {
            assertThat(stream.next().orElseThrow().event()).isEqualTo("stream.ready");
            person.send("POST", "/api/auth/logout/", BodyPublishers.noBody()).expect(200);
            var last = stream.next();
            while (last.isPresent() && !last.get().event().equals("stream.closing")) {
                last = stream.next();
            }
            assertThat(last.orElseThrow().data().path("reason").asString()).isEqualTo("token_revoked");
            browser(one)
                    .with("Cookie", stream.cookie())
                    .get(STREAM + "?ticket=" + ticket)
                    .expect(401);
        }
    }

    @Test
    void whatIsOpenAtEitherNodeIsSeenAndEndedAtTheOther() {
        try (var near = EventStream.open(one.http(), "?types=risk.created", "");
                var far = EventStream.open(other.http(), "?types=risk.deleted", "")) {
            near.next();
            near.next();
            far.next();
            far.next();
            // A node says within a second that it has one.
            JsonNode seen = await().atMost(Duration.ofSeconds(5))
                    .until(
                            () -> one.http().get(STREAMS + "?page_size=100").expect(200).results().stream()
                                    .filter(each ->
                                            each.path("filters").toString().contains("risk.deleted"))
                                    .findFirst()
                                    .orElse(null),
                            each -> each != null);
            assertThat(seen.path("position").asLong()).isPositive();
            assertThat(seen.path("lag").asLong()).isNotNegative();
            assertThat(seen.path("remote").asString()).isEqualTo("127.0.0.1");
            one.http().delete(STREAMS + seen.path("id").asString() + "/").expect(204);
            assertThat(far.next().orElseThrow().data().path("reason").asString())
                    .isEqualTo("closed");
            assertThat(far.next()).isEmpty();

            String own = other.http().get(STREAMS + "?page_size=100").expect(200).results().stream()
                    .filter(each -> each.path("filters").toString().contains("risk.created"))
                    .findFirst()
                    .orElseThrow()
                    .path("id")
                    .asString();
            other.http().delete(STREAMS + own + "/").expect(204);
            assertThat(near.next().orElseThrow().data().path("reason").asString())
                    .isEqualTo("closed");
        }
        one.http().delete(STREAMS + UUID.randomUUID() + "/").expect(404);
    }

    private Reply token(String body) {
        return one.http().post(TOKENS, body).expect(201);
    }

    private static String ticket(Http http, String question) {
        return http.post(TICKETS, question).expect(201).text("ticket");
    }

    private static Http browser(RunningRedoubt node) {
        return node.http().anonymous();
    }

    private static EventStream open(RunningRedoubt node, String ticket, String last) {
        return EventStream.open(browser(node), "?ticket=" + ticket, last);
    }
}
