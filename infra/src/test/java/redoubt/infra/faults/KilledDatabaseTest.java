package redoubt.infra.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** PostgreSQL dies, whole or in part, and the program lives on. */
class KilledDatabaseTest extends RigTest {

    private static final Duration BACK = Duration.ofSeconds(5);

    @Test
    void aKilledDatabaseIsWaitedForAndTheProgramLivesOn() throws Exception {
        rig.during("F2 database killed", ledger -> {
            rig.server().kill();
            Thread.sleep(Scale.seconds(1, 20));
            rig.tellsClientsToComeBack();
            rig.server().start();
            Rig.untilMore(ledger, 1, BACK);
        });
        assertThat(rig.node(0).alive()).isTrue();
    }

    @Test
    void aKilledBackendTakesTheOthersAlongAndNoWrite() throws Exception {
        rig.during("F2 backend killed", ledger -> {
            var writing = rig
                    .server()
                    .ask("select pid from pg_stat_activity where application_name = 'event-log-append'")
                    .stream()
                    .map(Long::valueOf)
                    .toList();
            assertThat(writing).hasSize(1);
            Signals.send("KILL", List.copyOf(writing));
            Rig.untilMore(ledger, 1, BACK);
        });
        assertThat(rig.node(0).alive()).isTrue();
    }
}
