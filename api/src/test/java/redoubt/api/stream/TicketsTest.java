package redoubt.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redoubt.api.house.House;
import redoubt.api.house.Running;
import redoubt.api.house.Running.Told;

/** What a browser does that cannot send a token. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class TicketsTest {

    private static final String TICKETS = "/api/v1/events/stream-tickets/";
    private static final String STREAM = "/api/v1/events/stream";

    private final Running running = new Running();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        client.shutdownNow();
        running.close();
    }

    @Test
    void aTicketOpensOneStreamAndTheBrowserThatUsedItComesBackWithACookie() throws Exception {
        Told made = running.post(TICKETS, "{\"types\":[\"risk.*\"],\"payload\":\"thin\"}");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.header("Cache-Control")).isEqualTo("no-store");
        String ticket = made.json().get("ticket").stringValue();
        assertThat(made.json().get("stream_url").stringValue())
                .isEqualTo(Running.PUBLIC + STREAM + "?ticket=" + ticket);
        assertThat(made.json().get("expires_at").stringValue()).isEqualTo("2026-08-08T14:44:12Z");
        assertThat(made.json().get("types").toString()).contains("\"risk.created\"", "\"folder.moved\"");

        String cookie;
        try (Heard heard = listen(browser(ticket))) {
            assertThat(heard.header("Set-Cookie"))
                    .matches("__Secure-redoubt_stream=[^;]+; Path=/api/v1/events/stream; Max-Age=43200; Secure;"
                            + " HttpOnly; SameSite=Strict");
            cookie = heard.header("Set-Cookie").split(";")[0];
            heard.frame();
            assertThat(heard.frame()).endsWith("\"filters\":{\"types\":[\"risk.*\"]}}");
            running.risk("Heard in a browser");
            assertThat(heard.event()).isEqualTo(3);
        }
        running.risk("While it was away");
        assertThat(browser(ticket).send().status()).as("the address alone").isEqualTo(401);
        assertThat(browser(ticket)
                        .header("Cookie", "__Secure-redoubt_stream=another")
                        .send()
                        .status())
                .isEqualTo(401);
        try (Heard heard = listen(browser(ticket).header("Cookie", cookie).header("Last-Event-ID", "3"))) {
            assertThat(heard.event()).isEqualTo(4);
        }
    }

    @Test
    void aTicketOpensNothingElse() {
        String ticket = ticket("{}");
        for (String path :
                new String[] {"/api/v1/risks/", "/api/v1/events/", "/api/v1/events/1/", "/api/v1/events/streams/"}) {
            assertThat(running.ask("GET", path + "?ticket=" + ticket)
                            .as(null)
                            .send()
                            .status())
                    .as(path)
                    .isEqualTo(401);
            assertThat(running.ask("GET", path).as("Token " + ticket).send().status())
                    .as(path)
                    .isEqualTo(401);
        }
        assertThat(running.ask("POST", STREAM + "-tickets/?ticket=" + ticket)
                        .as(null)
                        .json("{}")
                        .send()
                        .status())
                .isEqualTo(401);
        assertThat(running.ask("GET", STREAM).as("Bearer " + ticket).send().status())
                .isEqualTo(401);
        assertThat(running.ask("GET", STREAM + "?ticket=" + ticket).send().status())
                .as("beside a token")
                .isEqualTo(401);
        assertThat(running.ask("GET", STREAM + "?ticket=" + ticket + "&ticket=" + ticket)
                        .as(null)
                        .send()
                        .status())
                .as("twice")
                .isEqualTo(401);
        assertThat(running.ask("GET", STREAM + "?ticket=nonsense")
                        .as(null)
                        .send()
                        .status())
                .isEqualTo(401);
    }

    @Test
    void whatAStreamTellsIsFixedWithItsTicketButForWhereItGoesOn() throws Exception {
        running.risk("Three");
        running.risk("Four");
        String ticket = ticket("{\"types\":\"risk.*\",\"from\":3,\"folder\":null}");
        Told more = running.ask("GET", STREAM + "?ticket=" + ticket + "&types=*")
                .as(null)
                .send();
        assertThat(more.status()).isEqualTo(400);
        assertThat(more.text()).contains("\"types\":[\"Unknown parameter.\"]");
        Told ahead = browser(ticket).header("Last-Event-ID", "99").send();
        assertThat(ahead.text()).contains("{\"last_event_id\":[\"Position is ahead of the log.\"]}");
        try (Heard heard = listen(browser(ticket))) {
            assertThat(heard.event()).as("no refusal has spent it").isEqualTo(4);
        }
        String later = ticket("{\"last_event_id\":2,\"until\":\"head\"}");
        try (Heard heard = listen(
                running.ask("GET", STREAM + "?last_event_id=3&ticket=" + later).as(null))) {
            assertThat(heard.event()).isEqualTo(4);
            assertThat(heard.rest().getLast()).contains("until_reached");
        }
        assertThat(running.ask("GET", STREAM + "?last_event_id=4&ticket=" + ticket("{\"until\":4}"))
                        .as(null)
                        .send()
                        .status())
                .isEqualTo(204);
    }

    @Test
    void whatNoStreamCouldTellGetsNoTicket() {
        Told told = running.post(
                TICKETS,
                "{\"types\":[\"nonsense.created\"],\"folder\":[\"here\"],\"payload\":\"much\",\"from\":true,\"until\":99,"
                    + "\"last_event_id\":{},\"ticket\":\"pstk_1\"}");
        assertThat(told.status()).isEqualTo(400);
        assertThat(told.json().get("details").propertyNames())
                .containsExactlyInAnyOrder("from", "last_event_id", "ticket");
        Told again = running.post(
                TICKETS,
                "{\"types\":[\"nonsense.created\"],\"folder\":[\"here\"],\"payload\":\"much\",\"from\":-1,"
                        + "\"last_event_id\":99}");
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.json().get("details").propertyNames())
                .containsExactlyInAnyOrder("types", "folder", "payload", "from", "last_event_id");
    }

    @Test
    void aStreamOfATicketEndsWithTheTokenItWasDrawnWith() throws Exception {
        Told made = running.ask("POST", TICKETS)
                .as("Token " + House.READER_TOKEN)
                .json("{}")
                .send();
        String ticket = made.json().get("ticket").stringValue();
        String cookie;
        try (Heard heard = listen(browser(ticket))) {
            cookie = heard.header("Set-Cookie").split(";")[0];
            running.house.callers.remove(House.READER_TOKEN);
            running.house.changed();
            assertThat(heard.rest().getLast()).contains("token_revoked");
        }
        assertThat(browser(ticket).header("Cookie", cookie).send().status()).isEqualTo(401);
    }

    @Test
    void aSecretIsNotToldAgainToWhoRepeatsTheRequest() {
        Told first = running.ask("POST", TICKETS)
                .header("Idempotency-Key", "a-ticket-please")
                .json("{}")
                .send();
        Told second = running.ask("POST", TICKETS)
                .header("Idempotency-Key", "a-ticket-please")
                .json("{}")
                .send();
        assertThat(first.json().get("ticket").isString()).isTrue();
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.json().get("ticket").isNull()).isTrue();
        assertThat(second.json().get("stream_url").isNull()).isTrue();
    }

    private String ticket(String body) {
        Told made = running.post(TICKETS, body);
        assertThat(made.status()).isEqualTo(201);
        return made.json().get("ticket").stringValue();
    }

    private Running.Ask browser(String ticket) {
        return running.ask("GET", STREAM + "?ticket=" + ticket).as(null);
    }

    private Heard listen(Running.Ask request) throws Exception {
        HttpResponse<java.io.InputStream> response =
                client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        return new Heard(response);
    }
}
