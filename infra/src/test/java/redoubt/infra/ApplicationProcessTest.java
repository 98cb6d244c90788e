package redoubt.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the process begins and ends, seen from outside. */
class ApplicationProcessTest {

    @TempDir
    Path scratch;

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    void aSignalStopsItWithinSecondsAndItsServerWithIt(String signal) throws Exception {
        try (var redoubt = ChildProcess.start(
                scratch,
                Map.of("REDOUBT_DATA", scratch.resolve("data").toString(), "REDOUBT_PORT", "0"),
                "--redoubt.management.port=0")) {
            redoubt.says("Redoubt is up.");
            assertThat(redoubt.said())
                    .contains("/api/docs/")
                    .contains(scratch.resolve("data").toString());
            assertThat(Files.exists(pidFile())).isTrue();

            redoubt.signal(signal);

            assertThat(redoubt.endsWithin(Duration.ofSeconds(10))).isEqualTo(signal.equals("TERM") ? 143 : 130);
            assertThat(Files.exists(pidFile()))
                    .as("the server has left in good order")
                    .isFalse();
            assertThat(redoubt.complained()).isEmpty();
        }
    }

    @Test
    void aPortThatIsTakenIsOneSentenceAndStatusOne() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("0.0.0.0"));
                var database = TestPostgres.bare();
                var redoubt = ChildProcess.start(
                        scratch,
                        Map.of("REDOUBT_DATABASE_URL", database.url()),
                        "--redoubt.port=" + taken.getLocalPort(),
                        "--redoubt.management.port=0")) {
            refuses(redoubt, "Port " + taken.getLocalPort() + " is taken by another program;");
        }
    }

    @Test
    void aWrongSettingIsOneSentenceAndStatusOne() throws Exception {
        try (var redoubt = ChildProcess.start(scratch, Map.of("REDOUBT_PORT", "http"))) {
            refuses(redoubt, "redoubt.port = http is not a whole number");
        }
    }

    @Test
    void aWrongDatabaseUrlIsOneSentenceAndStatusOne() throws Exception {
        try (var redoubt = ChildProcess.start(scratch, Map.of("REDOUBT_DATABASE_URL", "db.example.org:TOPSECRET"))) {
            refuses(redoubt, "The database URL cannot be used, as it does not start with postgresql://");
            assertThat(redoubt.complained()).doesNotContain("TOPSECRET");
        }
    }

    @Test
    void aDataDirectoryThatCannotBeWrittenIsOneSentenceAndStatusOne() throws Exception {
        var file = Files.writeString(scratch.resolve("file"), "not a directory");
        try (var redoubt = ChildProcess.start(
                scratch, Map.of("REDOUBT_DATA", file.toString()), "--redoubt.port=0", "--redoubt.management.port=0")) {
            refuses(redoubt, "The data directory " + file);
        }
    }

    private static void refuses(ChildProcess redoubt, String sentence) throws IOException, InterruptedException {
        assertThat(redoubt.endsWithin(Duration.ofSeconds(90))).isEqualTo(1);
        assertThat(redoubt.complained()).startsWith("redoubt: " + sentence).endsWith(".\n");
        assertThat(redoubt.complained().lines()).hasSize(1);
        assertThat(redoubt.said()).isEmpty();
    }

    private Path pidFile() {
        return scratch.resolve("data/postgres/cluster/postmaster.pid");
    }
}
