package redoubt.infra.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import redoubt.infra.acceptance.RunningRedoubt;

/**
 * Whatever the people of one organization try, nothing that those of another can ask is answered otherwise. For longer:
 * {@code -Djqwik.tries.default=500} without the tries below.
 */
class NonInterferenceLaws {

    private RunningRedoubt redoubt;
    private List<Operation> operations;
    private Tenant north;
    private Tenant south;
    private Watch watch;
    private Map<String, String> before;

    @BeforeProperty
    void twins() {
        redoubt = RunningRedoubt.start(Seed.ONCE);
        operations = Operation.all(redoubt.http());
        north = Tenant.founded(redoubt);
        south = Tenant.founded(redoubt);
        north.sealed();
        watch = new Watch(operations, north, north.http());
        before = watch.answers();
    }

    @AfterProperty
    void stop() {
        redoubt.close();
    }

    @Property(tries = 6, shrinking = ShrinkingMode.OFF)
    void whatTheOneTryMovesNothingOfTheOthers(@ForAll("programs") List<Command> program) {
        program.forEach(
                command -> assertThat(command.tried(operations, south, north).status())
                        .as("%s", command)
                        .isLessThan(500));
        assertThat(watch.moved(before)).isEmpty();
    }

    @Provide
    Arbitrary<List<Command>> programs() {
        // Half of what is tried is all one's own, so that much of it is done.
        Arbitrary<Integer> whose =
                Arbitraries.frequencyOf(Tuple.of(1, Arbitraries.just(0)), Tuple.of(1, Arbitraries.integers()));
        return Combinators.combine(Arbitraries.integers().between(0, 10_000), whose, Arbitraries.of(true, true, false))
                .as(Command::new)
                .list()
                .ofMinSize(8)
                .ofMaxSize(24);
    }
}
