package redoubt.infra.log;

import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.command.Instruction;
import redoubt.command.engine.Asides;
import redoubt.command.engine.Journal.Recorded;
import redoubt.infra.eventstore.Claim;
import redoubt.infra.eventstore.PostgresEventStore;

/** Events laid aside in the event store. */
record StoreAsides(PostgresEventStore store) implements Asides {

    @Override
    public Aside begin() {
        return new Stored(store.aside());
    }

    private record Stored(redoubt.infra.eventstore.Aside aside) implements Aside {

        @Override
        public void use(ProcessingContext context) {
            context.putResource(redoubt.infra.eventstore.Aside.KEY, aside);
        }

        @Override
        public Mono<Recorded> record(Instruction.@Nullable Key key) {
            return aside.append(key == null ? null : new Claim(key.value(), key.fingerprint()))
                    .map(appended -> new Recorded(appended.first(), appended.last(), appended.at()));
        }

        @Override
        public Mono<Void> discard() {
            return aside.discard();
        }
    }
}
