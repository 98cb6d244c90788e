package redoubt.infra.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The clock of one of two nodes is wrong; in the long run a third one is wrong the other way. */
@Timeout(600)
class SkewedClockTest {

    @TempDir
    Path directory;

    @Test
    void whatIsRecordedKnowsOneClockAndItsOrderKnowsNone() throws Exception {
        var fast = SkewedRedoubt.jvm(Duration.ofMinutes(10));
        var slow = SkewedRedoubt.jvm(Duration.ofMinutes(-10));
        try (var rig = Rig.in(directory).and(SkewedRedoubt.class, fast)) {
            if (Scale.NOW == Scale.LONG) {
                rig.and(SkewedRedoubt.class, slow);
            }
            rig.during("F9 a clock wrong by 10 minutes", ledger -> Thread.sleep(Scale.seconds(2, 30)));

            assertThat(rig.server()
                            .ask("select count(*) from (select at, lag(at) over (order by position) as before from"
                                    + " event) as e where at < before or at > clock_timestamp() or at <"
                                    + " clock_timestamp() - interval '5 minutes'"))
                    .as("events out of the order of time, or out of it altogether")
                    .containsExactly("0");
        }
    }
}
