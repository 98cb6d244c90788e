package redoubt.infra.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static redoubt.infra.postgres.Asking.ask;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redoubt.infra.TestPostgres;

class OwnPostgresTest {

    // Creating a cluster takes a second; most tests are content with what the one before has left.
    @TempDir
    static Path parent;

    private Path home = parent.resolve("data with a space").resolve("postgres");

    @Test
    void dataOutliveARestart() {
        try (var server = start()) {
            ask(server, "create table if not exists kept as select 'here' as it");
        }
        try (var server = start()) {
            assertThat(ask(server, "select it from kept")).containsExactly("here");
        }
    }

    @Test
    void itIsClosedWhenItsLoggerHasEndedToo() throws Exception {
        var server = start();
        var postmaster = ProcessHandle.of(server.pid()).orElseThrow();
        var logger = postmaster
                .children()
                .filter(child -> title(child).startsWith("postgres: logger"))
                .findFirst()
                .orElseThrow();
        signal(logger, "STOP");
        var closing = CompletableFuture.runAsync(server::close, Thread::startVirtualThread);
        try {
            postmaster.onExit().get(60, TimeUnit.SECONDS);
            assertThatThrownBy(() -> closing.get(200, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        } finally {
            signal(logger, "CONT");
            closing.get(60, TimeUnit.SECONDS);
        }
    }

    @Test
    void aSecondStartOnTheSameDirectoryIsRefusedInASentence() {
        try (var server = start()) {
            assertThatThrownBy(this::start)
                    .isInstanceOf(DatabaseUnusable.class)
                    .hasMessage("The data directory " + home + " is in use by process "
                            + ProcessHandle.current().pid()
                            + "; stop that Redoubt, or choose another directory.");
            assertThat(ask(server, "select 'undisturbed'")).containsExactly("undisturbed");
        }
    }

    @Test
    void theServerOfAKilledProcessIsStoppedAndItsDataAreKept() throws Exception {
        var child = KilledChild.start(home, TestPostgres.programs());
        var orphan = child.server();
        child.kill();
        assertThat(ProcessHandle.of(orphan))
                .hasValueSatisfying(left -> assertThat(left.isAlive()).isTrue());

        try (var server = start()) {
            assertThat(server.pid()).isNotEqualTo(orphan);
            assertThat(ask(server, "select count(*) from written")).containsExactly(child.acknowledged());
            assertThat(Postmaster.of(home.resolve("cluster")))
                    .hasValueSatisfying(now -> assertThat(now.process().pid()).isEqualTo(server.pid()));
        }
    }

    @Test
    void aDirectoryHeldByAnotherLivingProcessIsRefusedAndItsServerLeftAlone() throws Exception {
        var child = KilledChild.start(home, TestPostgres.programs());
        try {
            assertThatThrownBy(this::start)
                    .isInstanceOf(DatabaseUnusable.class)
                    .hasMessageContaining("is in use by process " + child.pid());
            assertThat(ProcessHandle.of(child.server()))
                    .hasValueSatisfying(server -> assertThat(server.isAlive()).isTrue());
        } finally {
            child.kill();
            start().close();
        }
    }

    @Test
    void aStalePidFileThatNamesAStrangerIsNoReasonToStopTheStranger() throws Exception {
        start().close();
        var stranger = new ProcessBuilder("sleep", "60").start();
        try {
            Files.writeString(
                    home.resolve("cluster/postmaster.pid"),
                    stranger.pid() + "\n" + home.resolve("cluster") + "\n0\n0\n\n\n\nready\n");
            try (var server = start()) {
                assertThat(ask(server, "select 1")).containsExactly("1");
                assertThat(stranger.isAlive()).isTrue();
            }
        } finally {
            stranger.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
        }
    }

    @Test
    void aHalfCreatedClusterOfAKilledStartIsNotMistakenForData() throws IOException {
        home = parent.resolve("aHalfCreatedCluster");
        Files.createDirectories(home.resolve("creating"));
        Files.writeString(home.resolve("creating/PG_VERSION"), "18\n");

        try (var server = start()) {
            assertThat(ask(server, "select current_database()")).containsExactly("redoubt");
        }
    }

    @Test
    void dataOfAnotherVersionAreRefusedInASentence() throws IOException {
        home = parent.resolve("dataOfAnotherVersion");
        Files.createDirectories(home.resolve("cluster"));
        Files.writeString(home.resolve("cluster/PG_VERSION"), "17\n");

        assertThatThrownBy(this::start)
                .isInstanceOf(DatabaseUnusable.class)
                .hasMessageContaining("were written by PostgreSQL 17, but this Redoubt brings PostgreSQL 18.");
    }

    @Test
    void aServerThatCannotStartSaysWhyInASentence() {
        assertThatThrownBy(() -> OwnPostgres.start(home, TestPostgres.programs(), Map.of("shared_buffers", "many")))
                .isInstanceOf(DatabaseUnusable.class)
                .hasMessageContaining("does not start")
                .hasMessageContaining("invalid value for parameter \"shared_buffers\"");
        start().close();
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsRefusedInASentence() throws IOException {
        home = parent.resolve("aDirectoryThatCannotBeWritten");
        Files.writeString(home, "a file stands where the directory should be");

        assertThatThrownBy(this::start)
                .isInstanceOf(DatabaseUnusable.class)
                .hasMessageContaining("The data directory " + home);
    }

    private static String title(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
        } catch (IOException gone) {
            return "";
        }
    }

    private static void signal(ProcessHandle process, String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor(5, TimeUnit.SECONDS);
    }

    private OwnPostgres start() {
        return OwnPostgres.start(home, TestPostgres.programs(), Map.of());
    }
}
