package redoubt.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for the patches of every resource. */
class PatchLaws {

    /** Three states of one type. */
    record States<R>(Shape<R> shape, R a, R b, R c) {}

    @Provide
    Arbitrary<States<?>> states() {
        return Arbitraries.of(Vocabulary.catalogue().resources()).flatMap(PatchLaws::states);
    }

    private static <R> Arbitrary<States<?>> states(Shape<R> shape) {
        Arbitrary<R> instances = Instances.of(shape);
        return Combinators.combine(instances, instances, instances).as((a, b, c) -> new States<>(shape, a, b, c));
    }

    @Property
    void whatLiesBetweenTwoStatesLeadsFromTheOneToTheOther(@ForAll("states") States<?> states) {
        leads(states);
    }

    private static <R> void leads(States<R> states) {
        assertThat(Patch.between(states.a, states.b).applyTo(states.a)).isEqualTo(states.b);
    }

    @Property
    void nothingLiesBetweenAStateAndItself(@ForAll("states") States<?> states) {
        assertThat(Patch.between(states.a, rebuilt(states)).isEmpty()).isTrue();
    }

    private static <R> R rebuilt(States<R> states) {
        return states.shape.build(states.shape.values(states.a));
    }

    @Property
    void patchesAfterOneAnotherAreOnePatch(@ForAll("states") States<?> states) {
        chained(states);
    }

    private static <R> void chained(States<R> states) {
        Patch<R> first = Patch.between(states.a, states.b);
        Patch<R> second = Patch.between(states.b, states.c);
        assertThat(first.then(second).applyTo(states.a)).isEqualTo(second.applyTo(first.applyTo(states.a)));
    }

    @Property
    void itDoesNotMatterHowPatchesAreBracketed(@ForAll("states") States<?> states) {
        bracketed(states);
    }

    private static <R> void bracketed(States<R> states) {
        Patch<R> p = Patch.between(states.a, states.b);
        Patch<R> q = Patch.between(states.b, states.c);
        Patch<R> r = Patch.between(states.c, states.a);
        Patch<R> nothing = Patch.of(states.shape.type());
        assertThat(p.then(q).then(r)).isEqualTo(p.then(q.then(r)));
        assertThat(List.of(nothing.then(p), p.then(nothing))).containsOnly(p);
    }

    @Property
    void aPatchOfEverythingCreatesTheState(@ForAll("states") States<?> states) {
        created(states);
    }

    private static <R> void created(States<R> states) {
        Patch<R> all = Patch.of(states.shape.type());
        for (Field<R, ?> field : states.shape.fields()) {
            all = all.with(field, field.of(states.a));
        }
        assertThat(all.create()).isEqualTo(states.a);
    }

    @Property
    void whatIsLeftOutOfAPatchStaysAsItIs(@ForAll("states") States<?> states) {
        partial(states);
    }

    private static <R> void partial(States<R> states) {
        R after = Patch.between(states.a, states.b)
                .only(field -> field.index() % 2 == 0)
                .applyTo(states.a);
        for (Field<R, ?> field : states.shape.fields()) {
            Object from = field.of(field.index() % 2 == 0 ? states.b : states.a);
            assertThat((Object) field.of(after)).as(field.toString()).isEqualTo(from);
        }
    }
}
