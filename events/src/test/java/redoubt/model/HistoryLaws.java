package redoubt.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import redoubt.grc.Folder;
import redoubt.identity.ApiToken;
import redoubt.identity.ApiTokenRevoked;
import redoubt.model.Envelope.Actor;

/** The fold over any history that can happen. */
class HistoryLaws {

    /** A first state and those that it went through. */
    record History<R>(Shape<R> shape, R first, List<R> later) {}

    @Provide
    Arbitrary<History<?>> histories() {
        return Arbitraries.of(Vocabulary.catalogue().resources()).flatMap(HistoryLaws::histories);
    }

    private static <R> Arbitrary<History<?>> histories(Shape<R> shape) {
        Arbitrary<R> instances = Instances.of(shape);
        return Combinators.combine(instances, instances.list().ofMaxSize(5))
                .as((first, later) -> new History<>(shape, first, later));
    }

    @Property
    void theFoldOfAHistoryIsTheStateThatItsPatchesLeadTo(@ForAll("histories") History<?> history) {
        folds(history);
    }

    private static <R> void folds(History<R> history) {
        R state = history.first;
        R folded = Change.evolve(null, new Created<>(history.first));
        Patch<R> all = Patch.of(history.shape.type());
        for (R next : history.later) {
            Patch<R> patch = Patch.between(state, next);
            folded = Change.evolve(folded, new Updated<>(patch));
            all = all.then(patch);
            state = next;
        }
        assertThat(folded).isEqualTo(state).isEqualTo(all.applyTo(history.first));
        assertThat(Change.evolve(folded, new Deleted<>(folded))).isNull();
    }

    @Property
    void whatIsKnownCountsEveryEventAndRemembersWhoAndWhen(@ForAll("histories") History<?> history) {
        known(history);
    }

    private static <R> void known(History<R> history) {
        List<Change<R>> changes = new ArrayList<>(List.of(new Created<>(history.first)));
        R state = history.first;
        for (R next : history.later) {
            changes.add(new Updated<>(Patch.between(state, next)));
            state = next;
        }
        Known<R> known = null;
        for (int i = 0; i < changes.size(); i++) {
            known = Known.after(known, event(history.shape, changes.get(i), i + 1));
        }
        assertThat(known.state()).isEqualTo(state);
        assertThat(known.version()).isEqualTo(changes.size());
        assertThat(known.createdAt()).isEqualTo(Instant.ofEpochSecond(1));
        assertThat(known.updatedAt()).isEqualTo(Instant.ofEpochSecond(changes.size()));
        assertThat(known.createdBy()).isEqualTo("user 1");
        assertThat(known.updatedBy()).isEqualTo("user " + changes.size());
        assertThat(Known.after(known, event(history.shape, new Deleted<>(state), changes.size() + 1)))
                .isNull();
    }

    private static <R> Event<R> event(Shape<R> shape, Change<R> change, int version) {
        Envelope envelope = new Envelope(
                version,
                Instant.ofEpochSecond(version),
                new Actor(Actor.Type.USER, "user " + version, null),
                "house",
                null,
                "do",
                null,
                null,
                null,
                null);
        Ref<R> ref = shape.ref("1");
        return new Event<>(version, "e" + version, EventName.of(ref, change), 1, ref, change, envelope);
    }

    @Property
    void aFactSettlesExactlyItsFields(@ForAll("tokens") ApiToken token, @ForAll("instants") Instant at) {
        ApiToken revoked = Change.evolve(token, new ApiTokenRevoked(at, token.owner()));
        assertThat(revoked.revokedAt()).isEqualTo(at);
        assertThat(revoked.revokedBy()).isEqualTo(token.owner());
        assertThat(Patch.of(ApiToken.class)
                        .set(ApiToken::revokedAt, token.revokedAt())
                        .set(ApiToken::revokedBy, token.revokedBy())
                        .applyTo(revoked))
                .isEqualTo(token);
    }

    @Provide
    Arbitrary<ApiToken> tokens() {
        return Instances.of(Shape.of(ApiToken.class));
    }

    @Provide
    Arbitrary<Instant> instants() {
        return Arbitraries.longs().between(0, 4_000_000_000L).map(Instant::ofEpochSecond);
    }

    @Property(tries = 1)
    void nothingHappensToWhatIsNotThere() {
        assertThatThrownBy(() -> Change.evolve(null, new Updated<>(Patch.of(Folder.class))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("does not exist");
    }
}
