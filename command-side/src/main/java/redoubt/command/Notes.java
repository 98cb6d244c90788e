package redoubt.command;

import reactor.core.publisher.Mono;
import redoubt.model.Fact;

/** Notes in the log what was done with the log, or at the door. Never blocks. */
@FunctionalInterface
public interface Notes {

    /**
     * Notes one thing.
     *
     * @param instruction on whose behalf it was done, whatever their rights are
     * @param fact what was done
     */
    Mono<Void> note(Instruction instruction, Fact<?> fact);
}
