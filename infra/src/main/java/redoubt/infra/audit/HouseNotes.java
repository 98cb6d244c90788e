package redoubt.infra.audit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import redoubt.command.Instruction;
import redoubt.command.identity.Notebook;
import redoubt.model.Fact;
import redoubt.model.Ref;
import redoubt.model.access.Principal;

/** Notes what concerns the house as a whole, in the first organization: those who founded it look after it. */
public final class HouseNotes {

    private static final Logger log = LoggerFactory.getLogger(HouseNotes.class);

    private final Mono<Principal> system;
    private final Notebook notes;

    /**
     * Notes by way of {@code notes}.
     *
     * @param system in whose name, asked each time; nothing as long as no organization has been founded
     */
    public HouseNotes(Mono<Principal> system, Notebook notes) {
        this.system = system;
        this.notes = notes;
    }

    /** Notes one thing about something that has an identifier already; fails if that cannot be done. */
    Mono<Void> note(Ref<?> ref, Fact<?> fact) {
        return system.flatMap(by -> notes.note(Instruction.of(by, null), ref, fact));
    }

    /**
     * Notes one thing in the name of the system; what cannot be noted is told to whoever reads the log of the process.
     *
     * @param address that it came from; null for none
     */
    public Mono<Void> note(Fact<?> fact, @Nullable String address) {
        return system.flatMap(by -> notes.note(Instruction.of(by, null).from(address), fact))
                .onErrorResume(failure -> {
                    log.warn("{} is not noted: {}", fact, failure.toString());
                    return Mono.empty();
                });
    }
}
