package redoubt.command.engine;

import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.command.Instruction;
import redoubt.command.engine.Journal.Recorded;

/** Where events wait that become part of the log together, or never. */
@FunctionalInterface
public interface Asides {

    /** A new place, with nothing in it. */
    Aside begin();

    /** Events that wait. Used by one thread after the other. */
    interface Aside {

        /** Has what is appended in this context laid aside here, with everything that was looked at in it. */
        void use(ProcessingContext context);

        /** Makes all of it part of the log; fails as an append does. */
        Mono<Recorded> record(Instruction.@Nullable Key key);

        /** Forgets what waits here. */
        Mono<Void> discard();
    }
}
