package redoubt.infra.eventstore;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;
import org.axonframework.eventsourcing.eventstore.ConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.GlobalIndexConsistencyMarker;
import org.axonframework.eventsourcing.eventstore.TaggedEventMessage;
import org.axonframework.messaging.eventstreaming.Tag;
import redoubt.infra.eventstore.BoundaryHistory.Accepted;
import redoubt.infra.eventstore.BoundaryHistory.Append;
import redoubt.infra.eventstore.BoundaryHistory.Boundary;
import redoubt.infra.eventstore.BoundaryHistory.Event;
import redoubt.infra.eventstore.BoundaryHistory.Operation;
import redoubt.infra.eventstore.BoundaryHistory.Outcome;
import redoubt.infra.eventstore.BoundaryHistory.Rejected;
import redoubt.infra.eventstore.BoundaryHistory.Sourcing;
import redoubt.infra.eventstore.BoundaryHistory.Stored;
import redoubt.infra.eventstore.BoundaryHistory.Unknown;

/**
 * Sourcings and appends for several nodes of one log, in rounds. The steps of a round are handed in at once, so that its
 * appends meet in groups and its nodes in the database; a round begins when the one before it is done.
 */
record BoundaryProgram(List<List<Step>> rounds) {

    sealed interface Step {

        int node();
    }

    record Source(int node, boolean fresh, Boundary boundary) implements Step {

        @Override
        public String toString() {
            return "node " + node + " sources " + (fresh ? "afresh " : "") + boundary;
        }
    }

    /**
     * @param upon the sourcings of earlier rounds it depends on, counted backwards from 0, the latest, and round; of
     *     several, the boundaries are united, and the lowest marker counts
     */
    record Write(int node, List<Integer> upon, List<Event> events) implements Step {

        @Override
        public String toString() {
            return "node " + node + " appends " + events + (upon.isEmpty() ? "" : " upon " + upon);
        }
    }

    @Override
    public String toString() {
        return rounds.stream()
                .map(round -> round.stream().map(Step::toString).collect(joining("\n  and ", "\n  ", "")))
                .collect(joining("\nthen"));
    }

    BoundaryHistory run(List<PostgresEventStore> nodes) {
        return run(nodes, UnaryOperator.identity());
    }

    /** @param conditions what becomes of conditions on their way to the store, of which the history does not tell */
    BoundaryHistory run(List<PostgresEventStore> nodes, UnaryOperator<AppendCondition> conditions) {
        return new Run(nodes, conditions).of(rounds);
    }

    private static final class Run {

        private final List<PostgresEventStore> nodes;
        private final UnaryOperator<AppendCondition> conditions;
        private final List<Operation> operations = new ArrayList<>();
        private final List<Sourcing> sourcings = new ArrayList<>();
        private final long[] acknowledgedBy;
        private long acknowledged;
        private int events;

        Run(List<PostgresEventStore> nodes, UnaryOperator<AppendCondition> conditions) {
            this.nodes = nodes;
            this.conditions = conditions;
            acknowledgedBy = new long[nodes.size()];
        }

        BoundaryHistory of(List<List<Step>> rounds) {
            rounds.forEach(this::round);
            var log = nodes.getFirst()
                    .read(Reading.all())
                    .map(Stored::of)
                    .collectList()
                    .block(LogTest.PATIENCE);
            return new BoundaryHistory(log, operations);
        }

        private void round(List<Step> round) {
            var handedIn = round.stream().map(this::handIn).toList();
            for (int number = 0; number < round.size(); number++) {
                var operation = handedIn.get(number).join();
                operations.add(operation);
                if (operation instanceof Sourcing sourcing) {
                    sourcings.add(sourcing);
                } else if (operation instanceof Append append && append.outcome() instanceof Accepted accepted) {
                    int node = round.get(number).node();
                    acknowledgedBy[node] = Math.max(acknowledgedBy[node], accepted.last());
                    acknowledged = Math.max(acknowledged, accepted.last());
                }
            }
        }

        private CompletableFuture<? extends Operation> handIn(Step step) {
            return switch (step) {
                case Source source -> source(source);
                case Write write -> write(write);
            };
        }

        private CompletableFuture<Sourcing> source(Source source) {
            // What a node wrote itself it sees in any case; what others wrote, if it insists.
            long known = source.fresh() ? acknowledged : acknowledgedBy[source.node()];
            var context = source.fresh() ? new Context().with(PostgresEventStore.FRESH, true) : new Context();
            return LogTest.source(
                            nodes.get(source.node()).engine(), source.boundary().asked(), context)
                    .thenApply(answer ->
                            new Sourcing(source.boundary(), known, position(answer.marker()), answer.payloads()));
        }

        private static long position(ConsistencyMarker marker) {
            return marker == ConsistencyMarker.ORIGIN ? 0 : GlobalIndexConsistencyMarker.position(marker);
        }

        private CompletableFuture<Append> write(Write write) {
            var store = nodes.get(write.node());
            var upon = write.upon().stream()
                    .filter(_ -> !sourcings.isEmpty())
                    .map(back -> sourcings.get(sourcings.size() - 1 - back % sourcings.size()))
                    .toList();
            var boundary = upon.stream().map(Sourcing::boundary).reduce(Boundary.NONE, Boundary::or);
            long marker = upon.stream().mapToLong(Sourcing::marker).min().orElse(0);
            var condition = upon.isEmpty()
                    ? AppendCondition.none()
                    : AppendCondition.withCriteria(boundary.asked())
                            .withMarker(new GlobalIndexConsistencyMarker(marker));
            var named = write.events().stream()
                    .map(event -> event.named("e" + ++events))
                    .toList();
            long known = acknowledged;
            return LogTest.append(
                            store,
                            conditions.apply(condition),
                            named.stream().map(Run::message).toArray(TaggedEventMessage<?>[]::new))
                    .handle((place, failure) -> outcome(store, place, failure))
                    .thenCompose(outcome -> outcome)
                    .thenApply(outcome -> new Append(boundary, marker, known, named, outcome));
        }

        private static TaggedEventMessage<?> message(Event event) {
            return LogTest.event(
                    event.type(),
                    event.id(),
                    event.tags().stream().map(LogTest::tag).toArray(Tag[]::new));
        }

        private static CompletableFuture<Outcome> outcome(PostgresEventStore store, Appended place, Throwable failure) {
            if (failure == null) {
                return CompletableFuture.completedFuture(new Accepted(place.first(), place.last()));
            }
            var cause = failure instanceof CompletionException ? failure.getCause() : failure;
            return cause instanceof AppendEventsTransactionRejectedException
                    ? store.head().<Outcome>map(Rejected::new).toFuture()
                    : CompletableFuture.completedFuture(new Unknown(cause.toString()));
        }
    }
}
