package redoubt.infra.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The disk of the database has no room left, and later it has again. */
@Timeout(600)
class FullDiskTest {

    private static final int MEGABYTE = 1 << 20;
    private static final String LEFT_OUT =
            "Left out: a full disk, for want of one that may be filled; only root may mount a small one.";

    @TempDir
    Path directory;

    private Path disk;

    @BeforeEach
    void mount() throws IOException {
        disk = Files.createDirectory(directory.resolve("disk"));
        boolean mounted = Signals.run(
                        List.of("mount", "-t", "tmpfs", "-o", "size=160m,mode=0700", "redoubt-faults", disk.toString()))
                == 0;
        if (!mounted) {
            System.out.println(LEFT_OUT);
        }
        Assumptions.assumeTrue(mounted, LEFT_OUT);
    }

    @AfterEach
    void unmount() {
        Signals.run(List.of("umount", "-l", disk.toString()));
    }

    @Test
    void aFullDiskRefusesWritesAndNobodyHasToRepairAnythingWhenThereIsRoomAgain() throws Exception {
        try (var rig = Rig.in(directory, disk.resolve("postgres"))) {
            rig.during("F5 disk full", 4_000, ledger -> {
                Path ballast = disk.resolve("ballast");
                fill(ballast, Files.getFileStore(disk).getUsableSpace() - 2 * MEGABYTE);
                Awaitility.await("no room for a write")
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> ledger.of(Entry.Outcome.UNKNOWN).size() > 20);
                Thread.sleep(Scale.seconds(1, 10));
                Files.delete(ballast);
                if (!rig.server().runs()) {
                    // Whoever looks after it starts it again, and that is all.
                    rig.server().start();
                }
                Rig.untilMore(ledger, 1, Duration.ofSeconds(10));
            });
            assertThat(rig.node(0).alive()).isTrue();
        }
    }

    private static void fill(Path file, long bytes) throws IOException {
        try (var out = Files.newOutputStream(file)) {
            var piece = new byte[MEGABYTE];
            for (long left = bytes; left > 0; left -= piece.length) {
                out.write(piece, 0, (int) Math.min(left, piece.length));
            }
        }
    }
}
