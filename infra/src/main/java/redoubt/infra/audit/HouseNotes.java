package redoubt.infra.audit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import redoubt.command.Instruction;
import redoubt.command.Notes;
import redoubt.infra.founding.Houses;
import redoubt.model.Fact;

/** Notes what concerns the house as a whole, in the first organization: those who founded it look after it. */
public final class HouseNotes {

    private static final Logger log = LoggerFactory.getLogger(HouseNotes.class);

    private final Houses houses;
    private final Notes notes;

    /** Notes by way of {@code notes}. */
    public HouseNotes(Houses houses, Notes notes) {
        this.houses = houses;
        this.notes = notes;
    }

    /**
     * Notes one thing in the name of the system; what cannot be noted is told to whoever reads the log of the process.
     *
     * @param address that it came from; null for none
     */
    public Mono<Void> note(Fact<?> fact, @Nullable String address) {
        return houses.system()
                .next()
                .flatMap(system -> notes.note(Instruction.of(system, null).from(address), fact))
                .onErrorResume(failure -> {
                    log.warn("{} is not noted: {}", fact, failure.toString());
                    return Mono.empty();
                });
    }
}
