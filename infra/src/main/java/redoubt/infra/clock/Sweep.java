package redoubt.infra.clock;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import redoubt.command.Commands;
import redoubt.command.Instruction;
import redoubt.model.Envelope;
import redoubt.model.Known;
import redoubt.model.Ref;
import redoubt.model.access.Principal;
import redoubt.query.Page;
import redoubt.query.Progress;
import redoubt.query.Queries;
import redoubt.query.Query;
import redoubt.query.Window;

/** Goes through all that have their day and does with each what is to be done. */
final class Sweep {

    private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);
    private static final int AT_ONCE = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Queries queries;
    private final Commands commands;
    private final Progress progress;
    private final Clock clock;

    /** Over those doors; the clock is in the time zone whose midnight matters. */
    Sweep(Queries queries, Commands commands, Progress progress, Clock clock) {
        this.queries = queries;
        this.commands = commands;
        this.progress = progress;
        this.clock = clock;
    }

    /**
     * What came of a part of them.
     *
     * @param looked how many there were
     * @param done with how many something was done
     * @param passed how many of those before are to be passed over, because nothing can be done with them
     * @param position where the log stood afterwards
     */
    private record Round(int looked, int done, int passed, long position) {

        static final Round FIRST = new Round(AT_ONCE, 0, 0, 0);

        Round and(long written) {
            return written == 0
                    ? new Round(looked + 1, done, passed + 1, position)
                    : new Round(looked + 1, done + 1, passed, Math.max(position, written));
        }
    }

    /** Does all that is due in an organization, until there is nothing left, and tells with how many it did something. */
    <R> Mono<Integer> of(Policy<R> policy, Principal system) {
        // What is done can bring about the next one: of a series, every task that is overdue by now.
        return Mono.just(Round.FIRST)
                .expand(last -> last.looked() < AT_ONCE && last.done() == 0
                        ? Mono.empty()
                        : progress.reached(last.position(), PATIENCE)
                                .onErrorComplete()
                                .then(Mono.defer(() -> round(policy, system, last.passed())))
                                .filter(round -> round.looked() > 0))
                .reduce(0, (sum, round) -> sum + round.done());
    }

    private <R> Mono<Round> round(Policy<R> policy, Principal system, int passed) {
        Query<R> due = new Query<>(
                policy.shape(),
                system,
                policy.due().apply(LocalDate.now(clock)),
                List.of(),
                List.of(),
                new Window(passed, AT_ONCE));
        return queries.page(due)
                .flatMapIterable(Page::items)
                .map(sight -> sight.known())
                .map(Known::ref)
                .concatMap(ref -> one(policy, system, ref))
                .reduce(new Round(0, 0, passed, 0), Round::and);
    }

    /** The position at which it was done; 0 if there was nothing to do after all. */
    private <R> Mono<Long> one(Policy<R> policy, Principal system, Ref<R> ref) {
        return commands.send(Instruction.of(system, Envelope.CLOCK), policy.on(ref))
                .map(outcome -> outcome.events().isEmpty() ? 0L : outcome.position())
                .onErrorResume(failure -> {
                    LOG.warn("{} failed for {}: {}", policy.name(), ref, failure.getMessage());
                    return Mono.just(0L);
                });
    }
}
