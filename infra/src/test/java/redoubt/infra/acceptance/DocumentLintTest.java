package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What others look for in an OpenAPI document is not found in ours. */
@ExtendWith(SharedRedoubt.class)
class DocumentLintTest {

    private final Http http;

    DocumentLintTest(RunningRedoubt redoubt) {
        http = redoubt.http();
    }

    @Test
    void spectralAndRedoclyFindNothing() throws IOException {
        Path home = Npm.installed("lint", List.of("spectral.yaml", "redocly.yaml"));
        Files.writeString(
                home.resolve("openapi.json"),
                http.get("/api/v1/openapi.json").expect(200).text());

        Npm.run(
                home,
                home.resolve("spectral.log"),
                "node_modules/.bin/spectral",
                "lint",
                "openapi.json",
                "--ruleset",
                "spectral.yaml",
                "--fail-severity",
                "hint");
        Path redocly = home.resolve("redocly.log");
        Npm.run(
                home,
                redocly,
                "node_modules/.bin/redocly",
                "lint",
                "openapi.json",
                "--config",
                "redocly.yaml",
                "--format",
                "json");

        String told = Files.readString(redocly);
        JsonNode report = JsonMapper.shared().readTree(told.substring(told.indexOf('{'), told.lastIndexOf('}') + 1));
        assertThat(report.path("problems")).isEmpty();
    }
}
