package redoubt.infra.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static redoubt.infra.postgres.Asking.ask;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import redoubt.infra.TestPostgres;

/** What a server of ours is like while it runs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OwnPostgresSettingsTest {

    private Path home;
    private OwnPostgres server;

    @BeforeAll
    void start(@TempDir Path parent) {
        home = parent.resolve("postgres");
        server = OwnPostgres.start(home, TestPostgres.programs(), Map.of());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void whatIsAcknowledgedIsOnTheDisk() {
        assertThat(ask(server, "show fsync")).containsExactly("on");
        assertThat(ask(server, "show synchronous_commit")).containsExactly("on");
        assertThat(ask(server, "show full_page_writes")).containsExactly("on");
        assertThat(ask(server, "show data_checksums")).containsExactly("on");
        assertThat(ask(server, "show wal_compression")).containsExactly("pglz");
    }

    @Test
    void onlyThisMachineMayComeInAndOnlyWithThePassword() throws IOException {
        assertThat(ask(server, "show listen_addresses")).containsExactly("127.0.0.1");
        var at = server.address();
        var guess = new DatabaseAddress(at.host(), at.port(), at.database(), at.user(), "guess", at.options());
        assertThatThrownBy(() -> Connections.answering(
                                Connections.sessions(guess, Limits.standard(), "test"), guess, Duration.ofSeconds(20))
                        .block())
                .isInstanceOf(DatabaseUnusable.class)
                .hasMessageContaining("refuses us: password authentication failed");
        for (var other : otherAddresses()) {
            assertThatThrownBy(() -> new Socket(other, at.port()).close()).isInstanceOf(IOException.class);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("password"))))
                .isEqualTo("rw-------");
    }

    @Test
    void lettersAreComparedTheSameWayOnEveryMachine() {
        assertThat(ask(server, "select x from (values ('b'), ('A'), ('É'), ('a')) v (x) order by x"))
                .containsExactly("A", "a", "b", "É");
        assertThat(ask(server, "select lower('GRÜSSE, É')")).containsExactly("grüsse, é");
    }

    private static Iterable<InetAddress> otherAddresses() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress())
                .toList();
    }
}
