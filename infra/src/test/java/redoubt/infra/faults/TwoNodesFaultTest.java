package redoubt.infra.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import redoubt.infra.RedoubtApplication;

/** Two nodes on one database share the writers, and either goes. */
@Timeout(600)
class TwoNodesFaultTest {

    private static final Duration BACK = Duration.ofSeconds(5);

    @TempDir
    Path directory;

    @Test
    void aKilledNodeIsReplacedByTheOtherAndThenEachIsRestartedInTurn() throws Exception {
        try (var rig = Rig.in(directory).and(RedoubtApplication.class, List.of())) {
            rig.during("F7 node killed, then rolling restart", ledger -> {
                for (int time = 0; time < Scale.times(1, 5); time++) {
                    // The first to start is the one that keeps the tables.
                    rig.node(0).kill();
                    Rig.untilMore(ledger, 20, BACK);
                    rig.node(0).start();
                    for (int node = 0; node < 2; node++) {
                        rig.node(node).stop();
                        Rig.untilMore(ledger, 20, BACK);
                        rig.node(node).start();
                    }
                }
            });
        }
    }
}
