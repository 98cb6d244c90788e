package redoubt.infra.faults;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What lies between the program and its database is cut, slow, deaf or cuts in the middle of a word. */
class BadConnectionTest extends RigTest {

    @Test
    void connectionsThatAreCutAreOpenedAgain() throws Exception {
        rig.during("F4 cut", ledger -> {
            for (int time = 0; time < Scale.times(2, 20); time++) {
                rig.way().cut();
                Thread.sleep(500);
                rig.tellsClientsToComeBack();
                rig.way().pass();
                Rig.untilMore(ledger, 10, Duration.ofSeconds(5));
            }
        });
    }

    @Test
    void aSlowWayOnlyTakesItsTime() throws Exception {
        rig.during("F4 delayed by 100 ms", ledger -> {
            rig.way().delay(Duration.ofMillis(100));
            Rig.untilMore(ledger, 20, Duration.ofSeconds(20));
            Thread.sleep(Scale.seconds(2, 30));
            rig.way().pass();
        });
    }

    @ParameterizedTest
    @EnumSource
    void whatIsSwallowedOnItsWayIsUnknownAndNotDoneTwice(FaultProxy.Way way) throws Exception {
        rig.during("F4 half open, deaf " + way, ledger -> {
            rig.way().swallow(way);
            Thread.sleep(Scale.seconds(3, 40));
            rig.way().pass();
            Rig.untilMore(ledger, 1, Duration.ofSeconds(10));
        });
    }

    @ParameterizedTest
    @EnumSource
    void whatEndsInTheMiddleOfAWordIsNotTakenForAnAnswer(FaultProxy.Way way) throws Exception {
        rig.during("F4 truncated " + way, ledger -> {
            for (int time = 0; time < Scale.times(5, 50); time++) {
                rig.way().truncate(way, 3_000 + 777L * time);
                Thread.sleep(200);
                rig.way().pass();
                Rig.untilMore(ledger, 5, Duration.ofSeconds(10));
            }
        });
    }
}
