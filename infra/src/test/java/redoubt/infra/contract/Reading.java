package redoubt.infra.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import redoubt.infra.acceptance.Http;
import redoubt.infra.acceptance.Reply;
import tools.jackson.databind.JsonNode;

/** How one of them is read, and what the documents say about it. */
interface Reading extends Contract {

    @Test
    default void whatWasWrittenIsReadAtOnce() {
        Reply created = subject().create(subject().body(1)).expect(201);
        Reply read = subject().http().get(subject().path(created.id())).expect(200);

        assertThat(read.json()).isEqualTo(created.json());
        assertThat(read.header("ETag")).isEqualTo(created.header("ETag"));
        assertThat(read.header("Cache-Control")).isEqualTo("private, no-cache");
        assertThat(read.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @Test
    default void theSlashAtTheEndMayBeLeftOut() {
        String id = subject().created(1).path("id").asString();
        String path = subject().path(id);
        String bare = path.substring(0, path.length() - 1);

        assertThat(subject().http().get(bare).expect(200).body())
                .isEqualTo(subject().http().get(path).expect(200).body());
        assertThat(subject().http().patch(bare, subject().change()).expect(200).version())
                .isGreaterThan(1);
        String collection = subject().path().substring(0, subject().path().length() - 1);
        subject().http().post(collection, subject().body(2)).expect(201);
        assertThat(subject()
                        .http()
                        .get(collection)
                        .expect(200)
                        .json()
                        .path("count")
                        .asInt())
                .isPositive();
    }

    @Test
    default void lettersOfAnIdentifierMayBeOfEitherCase() {
        String id = subject().created(1).path("id").asString();

        assertThat(subject()
                        .http()
                        .get(subject().path(id.toUpperCase(Locale.ROOT)))
                        .expect(200)
                        .id())
                .isEqualTo(id);
    }

    @Test
    default void theHeadIsTheWholeWithoutItsBody() {
        String path = subject().path(subject().created(1).path("id").asString());
        Reply head = subject().http().head(path).expect(200);

        assertThat(head.body()).isEmpty();
        assertThat(head.header("ETag")).isEqualTo(subject().http().get(path).header("ETag"));
        assertThat(subject().http().head(subject().path()).expect(200).body()).isEmpty();
    }

    @Test
    default void whoHasItAlreadyIsNotSentItAgain() {
        String path = subject().path(subject().created(1).path("id").asString());
        String tag = String.valueOf(subject().http().get(path).header("ETag"));
        Reply same = subject().http().with("If-None-Match", tag).get(path).expect(304);

        assertThat(same.body()).isEmpty();
        assertThat(same.header("ETag")).isEqualTo(tag);
        subject()
                .http()
                .with("If-None-Match", "\"1.00000000\", \"7\"")
                .get(path)
                .expect(200);
        subject().http().patch(path, subject().change()).expect(200);
        subject().http().with("If-None-Match", tag).get(path).expect(200);
    }

    @Test
    default void oneThatDoesNotExistIsNotFoundWhateverIsDoneToIt() {
        for (String id :
                List.of(UUID.randomUUID().toString(), "nonsense", "1", "0-0-0-0-0", "%00", "..%2f", "%F0%9F")) {
            String path = subject().path(id);
            Http http = subject().http();
            for (Reply reply : List.of(
                    http.get(path), http.delete(path), http.put(path, subject().body(1)), http.patch(path, "{}"))) {
                assertThat(reply.expect(404).text())
                        .as(reply.asked())
                        .isEqualTo("{\"error\":\"not_found\",\"message\":\"Resource not found\"}");
            }
        }
    }

    @Test
    default void theDocumentNamesItsPathsAndItsMembers() {
        JsonNode document = subject()
                .http()
                .anonymous()
                .get("/api/v1/openapi.json")
                .expect(200)
                .json();
        JsonNode collection = document.path("paths").path(subject().path());
        JsonNode item = document.path("paths").path(subject().path() + "{id}/");

        assertThat(collection.propertyNames()).contains("get", "post");
        assertThat(item.propertyNames()).contains("get", "put", "patch", "delete");
        assertThat(document.path("components").path("schemas").toString())
                .contains(subject().fields().stream()
                        .map(field -> "\"" + Subject.member(field) + "\"")
                        .toList());
        assertThat(collection.path("get").path("parameters").toString())
                .contains(subject().criteria().stream()
                        .map(criterion -> redoubt.model.wire.Naming.SNAKE.member(criterion.name()))
                        .toList());
    }
}
