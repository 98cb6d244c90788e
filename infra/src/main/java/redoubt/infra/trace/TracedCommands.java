package redoubt.infra.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import java.util.List;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import redoubt.command.Act;
import redoubt.command.Behaviour;
import redoubt.command.Commands;
import redoubt.command.Instruction;
import redoubt.command.Outcome;
import redoubt.model.Event;
import redoubt.model.Ref;

/** A span for each command, from looking to the answer of the log. Its events keep it as what they come from. */
final class TracedCommands implements Commands {

    private final Tracing tracing;
    private final Commands commands;

    TracedCommands(Tracing tracing, Commands commands) {
        this.tracing = tracing;
        this.commands = commands;
    }

    @Override
    public <R> Mono<Outcome<R>> send(Instruction instruction, Act<R> act) {
        return traced(
                instruction, below -> commands.send(below, act).map(outcome -> new Done<>(outcome, outcome.events())));
    }

    @Override
    public Mono<List<Outcome<?>>> sendAll(Instruction instruction, List<Act<?>> acts) {
        return traced(instruction, below -> commands.sendAll(below, acts)
                .map(outcomes -> new Done<>(
                        outcomes,
                        outcomes.stream()
                                .<Event<?>>flatMap(outcome -> outcome.events().stream())
                                .toList())));
    }

    private record Done<T>(T outcome, List<Event<?>> events) {}

    private <T> Mono<T> traced(Instruction instruction, Function<Instruction, Mono<Done<T>>> work) {
        return Mono.defer(() -> {
            Span span = tracing.begin("command", SpanKind.INTERNAL, instruction.trace());
            return work.apply(instruction.traced(Tracing.parent(span)))
                    .doOnNext(done -> note(span, done.events()))
                    .doOnError(failure -> Tracing.failed(span, failure))
                    .doFinally(_ -> span.end())
                    .map(Done::outcome);
        });
    }

    private static void note(Span span, List<Event<?>> events) {
        span.setAttribute("redoubt.events", events.size());
        if (!events.isEmpty()) {
            Event<?> first = events.getFirst();
            span.updateName("command " + first.envelope().command());
            span.setAttribute("redoubt.position", first.position());
            span.setAttribute("redoubt.resource", first.ref().noun());
        }
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
