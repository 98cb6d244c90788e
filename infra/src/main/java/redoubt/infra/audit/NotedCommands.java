package redoubt.infra.audit;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.command.Act;
import redoubt.command.Behaviour;
import redoubt.command.Commands;
import redoubt.command.Instruction;
import redoubt.command.Outcome;
import redoubt.infra.audit.Origins.Origin;
import redoubt.model.Event;
import redoubt.model.Ref;
import redoubt.people.User;

/** Commands of which is noted from where they were asked for. */
public final class NotedCommands implements Commands {

    private final Commands commands;
    private final Origins origins;

    /** Tells {@code origins} of {@code commands}. */
    public NotedCommands(Commands commands, Origins origins) {
        this.commands = commands;
        this.origins = origins;
    }

    @Override
    public <R> Mono<Outcome<R>> send(Instruction instruction, Act<R> act) {
        return commands.send(instruction, act).doOnNext(outcome -> note(instruction, List.of(outcome)));
    }

    @Override
    public Mono<List<Outcome<?>>> sendAll(Instruction instruction, List<Act<?>> acts) {
        return commands.sendAll(instruction, acts).doOnNext(outcomes -> note(instruction, outcomes));
    }

    private void note(Instruction instruction, List<? extends Outcome<?>> outcomes) {
        String ip = instruction.origin();
        if (ip == null) {
            return;
        }
        List<? extends Event<?>> events =
                outcomes.stream().flatMap(outcome -> outcome.events().stream()).toList();
        UUID owner = owner(events);
        for (Event<?> event : events) {
            String user = event.envelope().actor().user();
            origins.note(new Origin(
                    event.position(),
                    event.position(),
                    UUID.fromString(event.envelope().organization()),
                    user == null ? owner : UUID.fromString(user),
                    ip));
        }
        origins.keep();
    }

    /** Whose account it is about: where nobody is known to have asked, it may have been its owner. */
    private static @Nullable UUID owner(List<? extends Event<?>> events) {
        return events.stream()
                .map(Event::ref)
                .filter(ref -> ref.type() == User.class)
                .map(ref -> UUID.fromString(ref.id()))
                .findFirst()
                .orElse(null);
    }

    @Override
    public <R> Ref<R> draw(Class<R> type) {
        return commands.draw(type);
    }

    @Override
    public List<Behaviour<?, ?, ?>> behaviours() {
        return commands.behaviours();
    }
}
