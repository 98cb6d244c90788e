package redoubt.api.tour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redoubt.api.house.House;
import redoubt.api.house.Running;

class TourTest {

    private static final String FOLDER = """
        @host = http://nowhere.example
        @token = none

        ### A folder
        # @name folder
        POST {{host}}/api/v1/folders/
        Authorization: Token {{token}}
        Content-Type: application/json

        {"name": "Tour-{{$guid}}"}

        ### => %s
        # ~ "name":"Tour-
        # ~ %s

        ### The same folder
        GET {{host}}/api/v1/folders/{{folder.response.body.$.id}}/?version=1
        Authorization: Token {{token}}
        If-None-Match: {{folder.response.headers.ETag}}

        ### => 304
        """;

    private final Running running = new Running();

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void answersThatAreAsTheFileSaysAreNoFailures() {
        assertThat(walk(FOLDER.formatted(201, "\"description\":\"\""))).isEmpty();
    }

    @Test
    void anotherStatusIsAFailureThatNamesTheRequest() {
        assertThat(walk(FOLDER.formatted(200, "{"))).singleElement().satisfies(failure -> assertThat(failure)
                .startsWith("walk.http, \"A folder\": expected 200, got 201 {"));
    }

    @Test
    void aTextThatIsMissingIsAFailure() {
        assertThat(walk(FOLDER.formatted(201, "nothing of the kind")))
                .singleElement()
                .satisfies(failure -> assertThat(failure).contains("expected nothing of the kind in {"));
    }

    @Test
    void aRequestThatNobodyAnswersForIsAFailure() {
        assertThat(walk("### Me\nGET {{host}}/api/v1/risks/\nAuthorization: Token {{token}}\n"))
                .singleElement()
                .satisfies(failure -> assertThat(failure).contains("expected 0, got 200"));
    }

    @Test
    void aPlaceholderThatNothingIsKnownAboutIsAFailure() {
        assertThat(walk("### Me\nGET {{host}}/{{who.response.body.$.id}}\n\n### => 200\n"))
                .singleElement()
                .satisfies(failure -> assertThat(failure).contains("{{who.response.body.$.id}}"));
        assertThatThrownBy(() -> RequestFile.parse("### Nothing\n# just words\n"))
                .hasMessageContaining("Nothing");
    }

    @Test
    void everyFileIsPartOfTheTourAndEveryRequestSaysWhatItIsAnsweredWith() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("requests"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .filteredOn(name -> name.endsWith(".http"))
                    .containsExactlyInAnyOrderElementsOf(Tour.FILES);
        }
        for (String file : Tour.FILES) {
            RequestFile requests = RequestFile.parse(Tour.read(file));
            assertThat(requests.variables()).containsOnlyKeys("host", "token");
            assertThat(requests.requests()).hasSizeGreaterThan(5).allSatisfy(request -> {
                assertThat(request.status()).as(request.title()).isBetween(200, 499);
                assertThat(request.url()).startsWith("{{host}}/api/");
                assertThat(request.title()).isNotBlank();
            });
        }
    }

    private List<String> walk(String text) {
        return Tour.run("walk.http", text, URI.create("http://127.0.0.1:" + running.port() + "/"), House.TOKEN);
    }
}
