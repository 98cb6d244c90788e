package redoubt.infra.acceptance;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What came back.
 *
 * @param asked method and path, for messages
 * @param status the number
 * @param headers as they came
 * @param body as it came
 */
public record Reply(String asked, int status, HttpHeaders headers, byte[] body) {

    static Reply of(HttpResponse<byte[]> response) {
        return new Reply(
                response.request().method() + " " + response.uri(),
                response.statusCode(),
                response.headers(),
                response.body());
    }

    /** The body as text. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The body as JSON. */
    public JsonNode json() {
        return JsonMapper.shared().readTree(body);
    }

    /** One member of the body, as text. */
    public String text(String member) {
        return json().path(member).asString();
    }

    /** The identifier in the body. */
    public String id() {
        return text("id");
    }

    /** The version in the body. */
    public int version() {
        return json().path("version").asInt();
    }

    /** The results of a list. */
    public List<JsonNode> results() {
        List<JsonNode> results = new ArrayList<>();
        expect(200).json().path("results").forEach(results::add);
        return results;
    }

    /** The identifiers of the results of a list. */
    public List<String> ids() {
        return results().stream().map(row -> row.path("id").asString()).toList();
    }

    /** The names of the results of a list. */
    public List<String> names() {
        return results().stream().map(row -> row.path("name").asString()).toList();
    }

    /** The complaints about one member or parameter; empty if there are none. */
    public List<String> complaints(String about) {
        List<String> complaints = new ArrayList<>();
        json().path("details").path(about).forEach(complaint -> complaints.add(complaint.asString()));
        return complaints;
    }

    /** The header, or null. */
    public @Nullable String header(String name) {
        return headers.firstValue(name).orElse(null);
    }

    /** The header as a number. */
    public long number(String name) {
        return headers.firstValueAsLong(name).orElseThrow(() -> new AssertionError("No " + name + " from " + asked));
    }

    /** This reply, if it has one of the statuses; a failure that shows the body otherwise. */
    public Reply expect(Integer... statuses) {
        Assertions.assertThat(status).as("%s answered %s", asked, excerpt()).isIn((Object[]) statuses);
        return this;
    }

    private String excerpt() {
        String text = text();
        return text.length() > 1_000 ? text.substring(0, 1_000) + " …" : text;
    }
}
