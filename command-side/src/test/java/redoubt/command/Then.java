package redoubt.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.model.Event;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;

/** What came of a command, and what was expected of it. */
public final class Then {

    private final @Nullable List<Outcome<?>> outcomes;
    private final @Nullable Refused refused;

    private Then(@Nullable List<Outcome<?>> outcomes, @Nullable Refused refused) {
        this.outcomes = outcomes;
        this.refused = refused;
    }

    static Then of(Mono<List<Outcome<?>>> command) {
        try {
            // Not block(): whoever gets in between acts on a thread that must not block, and has its answer at once.
            return new Then(command.timeout(Duration.ofSeconds(10)).toFuture().join(), null);
        } catch (CompletionException e) {
            if (e.getCause() instanceof Refused refused) {
                return new Then(null, refused);
            }
            throw e;
        }
    }

    /** What came of each act. */
    public List<Outcome<?>> outcomes() {
        assertThat(refused).isNull();
        return outcomes;
    }

    /** What came of the only act. */
    public Outcome<?> outcome() {
        assertThat(outcomes()).hasSize(1);
        return outcomes.getFirst();
    }

    /** Everything that happened. */
    public List<Event<?>> events() {
        return outcomes().stream()
                .<Event<?>>flatMap(outcome -> outcome.events().stream())
                .toList();
    }

    /** Exactly these events happened, in this order. */
    public Then then(String... names) {
        assertThat(events().stream().map(Event::name)).containsExactly(names);
        return this;
    }

    /** It was allowed, and nothing happened. */
    public Then thenNothing() {
        return then();
    }

    /** It answered that. */
    public Then thenAnswers(Object answer) {
        assertThat(outcome().answer()).isEqualTo(answer);
        return this;
    }

    /** Why it was refused. */
    public Failure refusal() {
        assertThat(refused).as("refused, but came to %s", outcomes).isNotNull();
        return refused.failure();
    }

    /** It was refused for exactly that. */
    public Then thenRefused(Failure failure) {
        assertThat(refusal()).isEqualTo(failure);
        return this;
    }

    /** The act at that index was refused. */
    public Then at(int index) {
        refusal();
        assertThat(refused.index()).isEqualTo(index);
        return this;
    }

    /** One thing was wrong with the input, and that was it. */
    public Then thenInvalid(String path, String message) {
        return thenRefused(Failure.Invalid.of(path, message));
    }

    /** These members were complained about, and no others. */
    public Then thenComplaintsAbout(String... paths) {
        assertThat(refusal()).isInstanceOf(Failure.Invalid.class);
        assertThat(((Failure.Invalid) refusal()).details()).containsOnlyKeys(paths);
        return this;
    }

    /** The state of the world forbade it, for the reason of that code. */
    public Then thenConflict(String code) {
        assertThat(refusal()).isInstanceOf(Failure.Conflict.class);
        assertThat(((Failure.Conflict) refusal()).code()).isEqualTo(code);
        return this;
    }

    /** The same, with these further members. */
    public Then thenConflict(String code, Map<String, Object> members) {
        thenConflict(code);
        assertThat(((Failure.Conflict) refusal()).members()).isEqualTo(members);
        return this;
    }

    /** There is no such thing for the one who asked. */
    public Then thenNotFound() {
        return thenRefused(new Failure.NotFound());
    }

    /** The one who asked may see it and not do it. */
    public Then thenDenied() {
        return thenRefused(new Failure.Denied());
    }
}
