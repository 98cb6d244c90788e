package redoubt.infra.demo;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import redoubt.command.Act;
import redoubt.command.Commands;
import redoubt.command.Create;
import redoubt.command.Instruction;
import redoubt.command.Outcome;
import redoubt.model.access.Principal;
import redoubt.model.failure.Refused;
import redoubt.query.log.EventLog;
import redoubt.query.log.EventLog.Reading;

/**
 * The demonstration register: the risks of a payments company that does not exist, with folders, a second risk matrix and
 * some history. It goes through the write door like anybody's data, in one transaction: a log holds all of it or nothing,
 * whenever the process is killed and however many nodes start at once.
 */
public final class DemoRegister {

    /** Events about these nouns that a founded log begins with: its root folder and its first matrix. */
    private static final long FOUNDED = 2;

    private static final Set<String> NOUNS =
            Set.of("folder", "risk_matrix", "asset", "threat", "control", "risk", "task");
    private static final Logger LOG = LoggerFactory.getLogger(DemoRegister.class);

    private final Commands commands;
    private final EventLog log;
    private final Principal by;
    private final Clock clock;

    /**
     * A register to be loaded through that door.
     *
     * @param log tells whether anybody has written to it
     * @param by whom the history will name: somebody with an account who may write and approve everything
     * @param clock dates in the register count from its present day
     */
    public DemoRegister(Commands commands, EventLog log, Principal by, Clock clock) {
        this.commands = commands;
        this.log = log;
        this.by = by;
        this.clock = clock;
    }

    /**
     * Loads the register if the log holds nothing but its founding.
     *
     * @return how many things were created; 0 if the log was left as it is. Fails with
     *     {@link Refused} if an entry breaks a rule
     */
    public Mono<Integer> load() {
        return untouched().flatMap(untouched -> untouched ? write() : leave());
    }

    private Mono<Boolean> untouched() {
        return log.read(new Reading(0, Long.MAX_VALUE, null, NOUNS, false))
                .skip(FOUNDED)
                .hasElements()
                .map(written -> !written);
    }

    private Mono<Integer> leave() {
        return Mono.fromSupplier(() -> {
            LOG.info("The demonstration register is left out: this log has folders or risks of its own");
            return 0;
        });
    }

    private Mono<Integer> write() {
        return Mono.fromCallable(() -> RegisterFile.onClassPath(commands, by).acts(LocalDate.now(clock)))
                .subscribeOn(Schedulers.boundedElastic())
                .doOnNext(acts -> LOG.info("Loading the demonstration register: {} commands", acts.size()))
                .flatMap(acts ->
                        commands.sendAll(Instruction.of(by, "demo"), acts).map(outcomes -> loaded(acts, outcomes)))
                // Of two nodes that start at once the slower one finds the names taken.
                .onErrorResume(
                        Refused.class, refused -> untouched().flatMap(still -> still ? Mono.error(refused) : leave()));
    }

    private static int loaded(List<Act<?>> acts, List<Outcome<?>> outcomes) {
        int created = (int) acts.stream().filter(Create.class::isInstance).count();
        int events =
                outcomes.stream().mapToInt(outcome -> outcome.events().size()).sum();
        LOG.info("The demonstration register is loaded: {} things, {} events", created, events);
        return created;
    }
}
