package redoubt.infra.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The clock of one of two nodes is wrong. */
@Timeout(300)
class SkewedClockTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"PT10M", "PT-10M"})
    void whatIsRecordedKnowsOneClockAndItsOrderKnowsNone(Duration skew) throws Exception {
        try (var rig = Rig.in(directory).and(SkewedRedoubt.class, SkewedRedoubt.jvm(skew))) {
            rig.during("F9 one of two clocks wrong by " + skew, ledger -> Thread.sleep(Scale.seconds(2, 20)));

            assertThat(rig.server()
                            .ask("select count(*) from (select at, lag(at) over (order by position) as before from"
                                    + " event) as e where at < before or at > clock_timestamp() or at <"
                                    + " clock_timestamp() - interval '5 minutes'"))
                    .as("events out of the order of time, or out of it altogether")
                    .containsExactly("0");
        }
    }
}
