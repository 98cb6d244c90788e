package redoubt.api.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import redoubt.api.dialect.Paging.Cut;
import redoubt.api.dialect.Paging.Place;
import redoubt.api.http.JsonText;
import redoubt.api.http.Parameters;
import redoubt.api.http.PublicUrl;
import redoubt.api.http.Reply;
import redoubt.api.http.Spelled;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Failure.Unauthenticated.Why;
import redoubt.model.failure.Refused;
import redoubt.model.wire.Json;
import redoubt.model.wire.Naming;
import tools.jackson.databind.node.ObjectNode;

/** How the dialect of threat modelling spells, counts pages and says no. */
class ThreatModellingTest {

    private static final Dialect DIALECT = ThreatModelling.DIALECT;

    @Test
    void everySpellingOfANameLeadsToTheSameName() {
        Map.of(
                        "threatModel", "threatModel",
                        "threat_model", "threatModel",
                        "userId", "userId",
                        "iso27001", "iso27001",
                        "display_order_2", "displayOrder2",
                        "displayOrder2", "displayOrder2",
                        "new_password1", "new_password1",
                        "email", "email",
                        "old_password", "oldPassword")
                .forEach((sent, heard) ->
                        assertThat(Naming.CAMEL.heard(sent)).as(sent).isEqualTo(heard));
        assertThat(Naming.CAMEL.heard("newPassword1")).isNotEqualTo("new_password1");
        assertThat(Naming.CAMEL.member("newPassword1")).isEqualTo("new_password1");
        assertThat(Naming.CAMEL.member("threatModel")).isEqualTo("threatModel");
        assertThat(Naming.SNAKE.heard("threatModel")).isEqualTo("threatModel");
    }

    @Test
    void anObjectIsHeardInEitherSpellingAndNotInBoth() {
        ObjectNode sent = Json.MAPPER.createObjectNode().put("threat_model", 1).put("CWE-79", 2);

        assertThat(Spelled.heard(sent, Naming.CAMEL).path("threatModel").asInt())
                .isEqualTo(1);
        sent.put("threatModel", 3);
        assertThatThrownBy(() -> Spelled.heard(sent, Naming.CAMEL)).isInstanceOf(Refused.class);
        assertThat(Spelled.heard(sent, Naming.SNAKE)).isSameAs(sent);
    }

    @Test
    void aPageIsAnEnvelopeOfTwentyAndOneThatCannotBeIsNotFound() {
        Cut first = DIALECT.paging().read(new Parameters("threat_model=1"));
        assertThat(first).isEqualTo(new Cut(1, 20));
        assertThat(DIALECT.paging().read(new Parameters("page=3&page_size=500")))
                .isEqualTo(new Cut(3, 100));
        assertThat(DIALECT.paging().read(new Parameters("page_size=x"))).isEqualTo(new Cut(1, 20));
        for (String page : List.of("0", "x", "-1", "99999999999999999999", "")) {
            assertThatThrownBy(() -> DIALECT.paging().read(new Parameters("page=" + page)))
                    .as(page)
                    .isInstanceOfSatisfying(Refused.class, refused -> assertThat(text(refused.failure()))
                            .isEqualTo("{\"detail\":\"Invalid page.\"}"));
        }
        Place place = new Place(new PublicUrl("https://redoubt.example"), "/api/teams/", "search=a");
        String written = new String(
                JsonText.write(out -> DIALECT.paging().write(new Cut(2, 20), 50, place, out, _ -> {})),
                StandardCharsets.UTF_8);
        assertThat(written)
                .isEqualTo("{\"count\":50,\"next\":\"https://redoubt.example/api/teams/?search=a&page=3\","
                        + "\"previous\":\"https://redoubt.example/api/teams/?search=a&page=1\",\"results\":[]}");
    }

    @Test
    void everyRefusalHasTheShapeThatItsClientsRead() {
        assertThat(text(new Failure.Invalid(Map.of("displayOrder", List.of("Wrong.")))))
                .isEqualTo("{\"displayOrder\":[\"Wrong.\"]}");
        assertThat(text(Failure.Invalid.of("non_field_errors", "All wrong.")))
                .isEqualTo("{\"nonFieldErrors\":[\"All wrong.\"]}");
        assertThat(text(new Failure.Unfit("Already revoked."))).isEqualTo("{\"error\":\"Already revoked.\"}");
        assertThat(text(new Failure.Denied()))
                .isEqualTo("{\"detail\":\"You do not have permission to perform this action.\"}");
        assertThat(text(Failure.Conflict.of("in_use", "It is in use."))).isEqualTo("{\"detail\":\"It is in use.\"}");
        assertThat(text(new Failure.Unauthenticated(Why.EXPIRED))).contains("\"message\":\"Token is expired\"");
        assertThat(text(new Failure.Unauthenticated(Why.OTHER_PURPOSE))).contains("Token has wrong type");
        assertThat(DIALECT.problems().fault("id").status()).isEqualTo(500);
        for (Failure failure : List.of(
                new Failure.Stale(1),
                new Failure.TooLarge(1),
                new Failure.UriTooLong(),
                new Failure.KeyReused(),
                new Failure.PreconditionRequired(),
                new Failure.Unavailable("busy", 1),
                new Failure.MethodNotAllowed("PUT", new TreeSet<>(Set.of("GET"))))) {
            assertThat(text(failure)).startsWith("{\"detail\":\"").endsWith("\"}");
        }
    }

    @Test
    void aPathSpeaksOneDialect() {
        assertThat(List.of("/api/auth/login/", "/api/teams", "/api/v2/", "/api/v1x/"))
                .allMatch(Dialects::threatModelling);
        assertThat(List.of("/api/v1", "/api/v1/risks/", "/api/docs/", "/api/schema", "/", "/nothing", "/apix"))
                .noneMatch(Dialects::threatModelling);
        assertThat(DIALECT.path("/teams")).isEqualTo("/api/teams/");
    }

    private static String text(Failure failure) {
        Reply reply = DIALECT.problems().of(failure);
        return new String(reply.body(), StandardCharsets.UTF_8);
    }
}
