package redoubt.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import redoubt.model.Envelope.Actor;
import redoubt.model.wire.EventJson;
import redoubt.model.wire.SnapshotJson;

/** The fold over a history is the same from its beginning and from any snapshot on that was met on the way. */
class FoldingLaws {

    private static final Catalogue CATALOGUE = Vocabulary.catalogue();

    private final SnapshotJson json = new SnapshotJson(CATALOGUE, new EventJson(CATALOGUE, List.of()));

    /** States one after the other; null where the resource is deleted. */
    record Lives<R>(Shape<R> shape, List<R> states) {}

    @Provide
    Arbitrary<Lives<?>> lives() {
        return Arbitraries.of(CATALOGUE.resources()).flatMap(FoldingLaws::lives);
    }

    private static <R> Arbitrary<Lives<?>> lives(Shape<R> shape) {
        return Combinators.combine(
                        Instances.of(shape),
                        Instances.of(shape).injectNull(0.2).list().ofMaxSize(8))
                .as((first, later) -> {
                    List<R> states = new ArrayList<>(List.of(first));
                    states.addAll(later);
                    return new Lives<>(shape, states);
                });
    }

    @Property(tries = 300)
    void fromEachSnapshotTheFoldGoesOnAsIfItHadNeverStopped(
            @ForAll("lives") Lives<?> lives, @ForAll @IntRange(min = 1, max = 5) int spacing) {
        goesOn(lives, spacing);
    }

    private <R> void goesOn(Lives<R> lives, int spacing) {
        List<Event<R>> history = history(lives);
        Folding<R> whole = new Folding<>(Snapshot.beginning(lives.shape.ref("1")), spacing);
        List<Known<R>> known = new ArrayList<>();
        history.forEach(event -> known.add(whole.next(event)));

        assertThat(whole.due()).hasSize(history.size() / spacing);
        for (Snapshot<R> met : whole.due()) {
            Snapshot<R> kept = json.read(met.ref(), met.events(), met.position(), json.write(met));
            assertThat(kept).isEqualTo(met);
            Folding<R> rest = new Folding<>(kept, spacing);
            for (int i = (int) kept.events(); i < history.size(); i++) {
                assertThat(rest.next(history.get(i))).isEqualTo(known.get(i));
            }
            assertThat(rest.reached()).isEqualTo(whole.reached());
            assertThat(rest.due())
                    .isEqualTo(whole.due().stream()
                            .filter(later -> later.events() > kept.events())
                            .toList());
        }
    }

    @Property(tries = 50)
    void whatSeveralOrganizationsWroteHasNoSnapshot(@ForAll("lives") Lives<?> lives) {
        strangers(lives);
    }

    private <R> void strangers(Lives<R> lives) {
        Folding<R> folding = new Folding<>(Snapshot.beginning(lives.shape.ref("1")), 1);
        List<Event<R>> history = history(lives);
        history.forEach(folding::next);
        int before = folding.due().size();
        Known<R> known = folding.reached().known();
        Change<R> change = known == null ? new Created<>(lives.states.getFirst()) : new Deleted<>(known.state());
        folding.next(event(lives.shape, change, history.size() + 1, 1, "another house"));
        folding.next(event(
                lives.shape,
                known == null ? new Deleted<>(lives.states.getFirst()) : new Created<>(lives.states.getFirst()),
                history.size() + 2,
                1,
                "house"));

        assertThat(folding.due()).hasSize(before);
    }

    private static <R> List<Event<R>> history(Lives<R> lives) {
        List<Event<R>> history = new ArrayList<>();
        R state = null;
        int version = 0;
        for (R next : lives.states) {
            Change<R> change;
            if (state == null) {
                version = 0;
                change = new Created<>(next == null ? lives.states.getFirst() : next);
            } else if (next == null) {
                change = new Deleted<>(state);
            } else {
                change = new Updated<>(Patch.between(state, next));
            }
            version++;
            history.add(event(lives.shape, change, history.size() + 1, version, "house"));
            state = Change.evolve(state, change);
        }
        return history;
    }

    private static <R> Event<R> event(Shape<R> shape, Change<R> change, int number, int version, String organization) {
        Actor actor = number % 3 == 0 ? Actor.SYSTEM : new Actor(Actor.Type.USER, "user " + number, null);
        Instant at = Instant.parse("2026-01-01T00:00:00.000001Z").plusSeconds(number);
        Envelope envelope = new Envelope(version, at, actor, organization, null, "do", null, null, null, null);
        Ref<R> ref = shape.ref("1");
        return new Event<>(number * 7L, "e" + number, EventName.of(ref, change), 1, ref, change, envelope);
    }
}
