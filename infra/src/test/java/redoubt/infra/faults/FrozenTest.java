package redoubt.infra.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Somebody does nothing for a while and knows nothing of it: its connections stay open, and its clock runs on. */
class FrozenTest extends RigTest {

    private static final Duration BACK = Duration.ofSeconds(10);

    @Test
    void aFrozenDatabaseHoldsWritersUpAndLosesNothing() throws Exception {
        rig.during("F3 database frozen", ledger -> {
            rig.server().freeze();
            Thread.sleep(Scale.seconds(6, 20));
            rig.server().thaw();
            Rig.untilMore(ledger, 1, BACK);
        });
        assertThat(rig.node(0).alive()).isTrue();
    }

    @Test
    void aFrozenProgramGoesOnWhereItWas() throws Exception {
        rig.during("F3 program frozen", ledger -> {
            rig.node(0).freeze();
            Thread.sleep(Scale.seconds(6, 60));
            rig.node(0).thaw();
            Rig.untilMore(ledger, 1, BACK);
        });
        assertThat(rig.node(0).alive()).isTrue();
    }
}
