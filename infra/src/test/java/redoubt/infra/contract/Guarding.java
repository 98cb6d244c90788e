package redoubt.infra.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.Test;
import redoubt.infra.acceptance.Http;
import redoubt.infra.acceptance.Reply;

/** Who may do what, and in which words. */
interface Guarding extends Contract {

    /** The one body for whoever cannot be told from a stranger. */
    String STRANGER = "{\"error\":\"authentication_failed\",\"message\":\"Invalid or expired token\"}";

    @Test
    default void nothingIsShownToStrangers() {
        String path = subject().path(subject().created(1).path("id").asString());
        Http http = subject().http();
        String token = "pst_" + "A".repeat(43);
        for (Http stranger : List.of(
                http.anonymous(),
                http.with("Authorization", ""),
                http.with("Authorization", "Token"),
                http.with("Authorization", "Token nonsense"),
                http.with("Authorization", "Token " + token),
                http.with("Authorization", "Token " + token + " more"),
                http.with("Authorization", "Bearer " + token),
                http.with("Authorization", "Basic YWRtaW46YWRtaW4="))) {
            for (Reply reply : List.of(
                    stranger.get(subject().path()),
                    stranger.get(path),
                    stranger.post(subject().path(), "{}"),
                    stranger.put(path, "nonsense"),
                    stranger.patch(path, "{}"),
                    stranger.delete(path))) {
                assertThat(reply.expect(401).text()).as(reply.asked()).isEqualTo(STRANGER);
                assertThat(reply.header("WWW-Authenticate")).isEqualTo("Token realm=\"redoubt\"");
            }
        }
    }

    @Test
    default void theSchemeMayBeWrittenInAnyCase() {
        String own = subject()
                .http()
                .request("GET", "/", BodyPublishers.noBody())
                .headers()
                .firstValue("Authorization")
                .orElseThrow();

        for (String scheme : List.of("token ", "TOKEN ", "Token   ")) {
            subject()
                    .http()
                    .with("Authorization", own.replace("Token ", scheme))
                    .get(subject().path())
                    .expect(200);
        }
    }

    @Test
    default void aTokenForReadingReadsAndDoesNotWrite() {
        String path = subject().path(subject().created(1).path("id").asString());
        String secret = subject()
                .http()
                .post("/api/v1/api-tokens/", "{\"name\":\"Dashboard\",\"read_only\":true,\"expires_in\":3600}")
                .expect(201)
                .text("token");
        Http reader = subject().http().as(secret);
        reader.get(subject().path()).expect(200);
        reader.get(path).expect(200);

        for (Reply reply : List.of(
                reader.post(subject().path(), subject().body(2)),
                reader.put(path, subject().body(2)),
                reader.patch(path, subject().change()),
                reader.delete(path))) {
            assertThat(reply.expect(403).text())
                    .isEqualTo("{\"error\":\"permission_denied\","
                            + "\"message\":\"You do not have access to this resource\"}");
        }
        assertThat(subject().list("").ids()).hasSize(1);
        subject()
                .http()
                .delete("/api/v1/api-tokens/"
                        + reader.get("/api/v1/api-tokens/current/").id() + "/")
                .expect(204);
    }

    @Test
    default void methodsThatMakeNoSenseAreRefusedAndTheOthersNamed() {
        String path = subject().path(subject().created(1).path("id").asString());
        Reply item = subject().http().post(path, "{}").expect(405);
        Reply collection = subject().http().delete(subject().path()).expect(405);

        assertThat(item.text())
                .isEqualTo("{\"error\":\"method_not_allowed\",\"message\":\"Method not allowed\","
                        + "\"allowed\":[\"GET\",\"PUT\",\"PATCH\",\"DELETE\"]}");
        assertThat(collection.json().path("allowed").toString()).isEqualTo("[\"GET\",\"POST\"]");
        assertThat(String.valueOf(collection.header("Allow")).split(",\\s*")).contains("GET", "POST");
    }

    @Test
    default void nothingButJsonIsAnsweredAndNothingButJsonIsTaken() {
        Http http = subject().http();
        assertThat(http.with("Accept", "text/html")
                        .get(subject().path())
                        .expect(406)
                        .text())
                .isEqualTo("{\"error\":\"not_acceptable\",\"message\":\"Only application/json is available\"}");
        for (String accepted :
                List.of("*/*", "application/*", "text/html, application/json;q=0.5", "application/json")) {
            http.with("Accept", accepted).get(subject().path()).expect(200);
        }
        String refusal = "{\"error\":\"unsupported_media_type\",\"message\":\"Content-Type must be application/json\","
                + "\"supported\":[\"application/json\"]}";
        for (String type : List.of(
                "text/plain",
                "application/xml",
                "application/x-www-form-urlencoded",
                "nonsense",
                "application/json; charset=iso-8859-1")) {
            assertThat(http.with("Content-Type", type)
                            .post(subject().path(), subject().body(1))
                            .expect(415)
                            .text())
                    .as(type)
                    .isEqualTo(refusal);
        }
        assertThat(http.send("POST", subject().path(), BodyPublishers.ofString("{}"))
                        .expect(415)
                        .text())
                .isEqualTo(refusal);
        http.with("Content-Type", "application/json; charset=UTF-8")
                .post(subject().path(), subject().body(1))
                .expect(201);
        assertThat(subject().list("").ids()).hasSize(1);
    }
}
