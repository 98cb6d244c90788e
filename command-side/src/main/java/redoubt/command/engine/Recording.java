package redoubt.command.engine;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventstreaming.Tag;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.command.Act;
import redoubt.command.Create;
import redoubt.command.Decision.Happening;
import redoubt.command.Instruction;
import redoubt.model.Change;
import redoubt.model.Created;
import redoubt.model.Envelope;
import redoubt.model.Event;
import redoubt.model.EventName;
import redoubt.model.Known;
import redoubt.model.Ref;
import redoubt.model.Shape;

/** Turns what was decided into events, and lays them on top of the world they were decided in. */
final class Recording {

    private final Messages messages;
    private final Supplier<String> identifiers;

    Recording(Messages messages, Supplier<String> identifiers) {
        this.messages = messages;
        this.identifiers = identifiers;
    }

    /** An event, and the message that carries it to the log. */
    record Pending(Event<?> event, EventMessage message) {}

    /**
     * Turns a happening into an event; everything a deletion takes along is caused by the deletion itself.
     *
     * @param cause the identifier of the first event about the target of the act; null if there is but one event
     */
    <H> Mono<Pending> of(
            Happening<H> happening,
            Act<?> act,
            @Nullable String cause,
            Instruction instruction,
            Asking asking,
            SourcedWorld world) {
        Ref<H> ref = happening.ref();
        Change<H> change = happening.change();
        boolean target = ref.equals(act.target());
        Mono<Known<H>> before = change instanceof Created<H> ? Mono.empty() : world.find(ref);
        // What was made just now under a fresh identifier has no past; anything else that comes into being may have
        // one.
        Mono<Long> past = change instanceof Created<H> && !(act instanceof Create && target)
                ? world.versions(ref)
                : before.map(Known::version).defaultIfEmpty(0L);
        return Mono.zip(before.map(Optional::of).defaultIfEmpty(Optional.empty()), past)
                .flatMap(both -> {
                    Optional<Known<H>> known = both.getT1();
                    H former = known.map(Known::state).orElse(null);
                    H after = Change.evolve(former, change);
                    H present = Objects.requireNonNull(after == null ? former : after);
                    return world.folder(ref, present)
                            .map(Optional::of)
                            .defaultIfEmpty(Optional.empty())
                            .map(folder -> {
                                String id = target && cause != null && !world.holds(cause) ? cause : identifiers.get();
                                Envelope envelope = new Envelope(
                                        both.getT2() + 1,
                                        asking.now(),
                                        asking.by().actor(),
                                        asking.by().organization(),
                                        folder.orElse(null),
                                        act.name(),
                                        instruction.correlation(),
                                        target ? instruction.causation() : cause,
                                        instruction.trace(),
                                        Shape.of(ref.type()).labelOf(present).orElse(null));
                                String name = EventName.of(ref, change);
                                Event<H> event = new Event<>(0, id, name, messages.schema(name), ref, change, envelope);
                                Set<Tag> tags = Tags.of(ref, former, after);
                                world.add(event, Known.after(known.orElse(null), event), tags);
                                return new Pending(event, messages.write(event, tags));
                            });
                });
    }
}
