package redoubt.infra.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program dies at moments that nobody chose, and comes back. */
@Timeout(600)
class KilledProgramTest {

    @TempDir
    Path directory;

    @Test
    void aProgramKilledAgainAndAgainWhileWritingLosesNothingAndDoublesNothing() throws Exception {
        var moments = new Random(4711);
        try (var rig = Rig.in(directory)) {
            int times = Scale.times(3, 20);
            rig.during("F1 program killed, " + times + " times", ledger -> {
                for (int time = 0; time < times; time++) {
                    Thread.sleep(200 + moments.nextInt(1_500));
                    rig.node(0).kill();
                    rig.node(0).start();
                    Rig.untilMore(ledger, 10, Duration.ofSeconds(10));
                }
            });
        }
    }
}
