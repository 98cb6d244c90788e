package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Whatever takes a body takes it in the media types that the document names, and says so when it comes in another. */
@ExtendWith(SharedRedoubt.class)
class MediaTypeTest {

    private static final String NOBODY = "00000000-0000-7000-8000-000000000000";

    private static final List<String> TYPES = List.of(
            "text/plain",
            "application/xml",
            "application/jsonx",
            "application/json; charset=iso-8859-1",
            "application/json, text/plain",
            "application/x-www-form-urlencoded",
            "application/merge-patch+json",
            "multipart/form-data; boundary=x",
            "nonsense",
            "");

    private final Http http;

    MediaTypeTest(RunningRedoubt redoubt) {
        this.http = redoubt.http();
    }

    @Test
    void everyOperationThatTakesABodySaysWhichMediaTypesItTakes() {
        JsonNode document = http.get("/api/v1/openapi.json").expect(200).json();
        String before = head();
        int asked = 0;
        for (Asked each : operations(document, true)) {
            List<String> taken = List.copyOf(each.body(document).propertyNames());
            assertThat(taken).as(each.path()).containsAnyOf("application/json", "application/x-ndjson");
            for (String type : TYPES) {
                if (!taken.contains(type)) {
                    asked++;
                    assertRefused(each, type, refusal(each.path(), type, taken));
                }
            }
        }
        assertThat(asked).isGreaterThan(300);
        assertThat(head()).isEqualTo(before);
    }

    /** Before anything is looked for: the identifiers in the paths are nobody's. */
    private void assertRefused(Asked asked, String type, Map<String, Object> refusal) {
        Reply told = (type.isEmpty() ? http : http.with("Content-Type", type))
                .send(asked.method(), asked.path(), BodyPublishers.ofString("{}"));
        assertThat(told.status())
                .as("%s %s as %s: %s", asked.method(), asked.path(), type, told.text())
                .isEqualTo(415);
        refusal.forEach((member, value) -> assertThat(told.json().path(member).asString(""))
                .as("%s %s as %s: %s", asked.method(), asked.path(), type, told.text())
                .isEqualTo(value));
        assertThat(told.json().size())
                .as("%s: %s", asked.path(), told.text())
                .isEqualTo(asked.path().startsWith("/api/v1/") ? 3 : 1);
    }

    private static Map<String, Object> refusal(String path, String type, List<String> taken) {
        return path.startsWith("/api/v1/")
                ? Map.of(
                        "error",
                        "unsupported_media_type",
                        "message",
                        "Content-Type must be " + String.join(" or ", taken))
                : Map.of("detail", "Unsupported media type \"" + type + "\" in request.");
    }

    @Test
    void whoPostsNothingNeedSayNothingOfIt() {
        JsonNode document = http.get("/api/v1/openapi.json").expect(200).json();
        int asked = 0;
        for (Asked each : operations(document, false)) {
            boolean demanded = Hostile.resolved(document, each.told().path("requestBody"))
                    .path("required")
                    .asBoolean(false);
            if (each.method().equals("POST") && !demanded) {
                asked++;
                assertThat(http.send("POST", each.path(), BodyPublishers.noBody())
                                .status())
                        .as(each.path())
                        .isNotEqualTo(415)
                        .isLessThan(500);
            }
        }
        assertThat(asked).isGreaterThan(10);
    }

    @Test
    void theSameTypeIsTakenInWhateverLetters() {
        for (String type : List.of("application/json", "Application/JSON", "application/json; charset=\"UTF-8\"")) {
            http.with("Content-Type", type)
                    .post("/api/v1/risks/", "{\"name\":\"Typed\"}")
                    .expect(201);
        }
    }

    private record Asked(String method, String path, JsonNode told) {

        JsonNode body(JsonNode document) {
            return Hostile.resolved(document, told.path("requestBody")).path("content");
        }
    }

    private static List<Asked> operations(JsonNode document, boolean withBodies) {
        return document.path("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .filter(each -> each.getValue().has("operationId"))
                        .map(each -> new Asked(
                                each.getKey().toUpperCase(Locale.ROOT), filled(path.getKey()), each.getValue())))
                .filter(each -> !withBodies || each.told().has("requestBody"))
                // Makes and ends what other tests of the shared house stand on.
                .filter(each ->
                        Stream.of("/logout", "/rebuild/", "/verifications/").noneMatch(each.path()::contains))
                .toList();
    }

    private static String filled(String path) {
        return path.replace("{number}", "0").replaceAll("\\{[A-Za-z_]+}", NOBODY);
    }

    private String head() {
        return http.get("/api/v1/audit-log/head/").expect(200).text("position");
    }
}
