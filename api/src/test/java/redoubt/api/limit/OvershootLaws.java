package redoubt.api.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import redoubt.api.limit.Tally.Total;

/** However late the nodes hear of each other, they exceed a limit by a quarter at most, and refuse nobody for nothing. */
class OvershootLaws {

    private static final int STEPS = 600;

    /** Something that happens at a node. */
    private enum What {
        ASKED,
        TOLD,
        HEARD
    }

    private record Step(What what, int node, int weight) {}

    @Property
    void allNodesTogetherExceedALimitByAQuarterAtMost(
            @ForAll("steps") List<Step> steps,
            @ForAll @IntRange(min = 1, max = 6) int nodes,
            @ForAll @IntRange(min = 1, max = 400) int limit) {
        Fleet fleet = new Fleet(nodes, limit);
        steps.forEach(fleet::take);
        assertThat(fleet.spent).isLessThanOrEqualTo(limit + limit / 4);
    }

    @Property
    void whoeverIsRefusedHadAskedForMoreThanWasLeft(
            @ForAll("steps") List<Step> steps,
            @ForAll @IntRange(min = 1, max = 6) int nodes,
            @ForAll @IntRange(min = 1, max = 400) int limit) {
        Fleet fleet = new Fleet(nodes, limit);
        steps.forEach(step -> {
            long left = limit - fleet.spent;
            if (!fleet.take(step)) {
                assertThat((long) step.weight()).isGreaterThan(left);
            }
        });
    }

    @Property
    void nodesThatHearOfEachOtherAfterEveryRequestExceedNothing(
            @ForAll("steps") List<Step> steps,
            @ForAll @IntRange(min = 1, max = 6) int nodes,
            @ForAll @IntRange(min = 1, max = 400) int limit) {
        Fleet fleet = new Fleet(nodes, limit);
        steps.stream().filter(step -> step.what() == What.ASKED).forEach(step -> {
            fleet.take(step);
            IntStream.range(0, nodes).forEach(fleet::exchange);
            IntStream.range(0, nodes).forEach(fleet::exchange);
        });
        assertThat(fleet.spent).isLessThanOrEqualTo(limit);
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<What> what = Arbitraries.frequencyOf(
                Tuple.of(12, Arbitraries.just(What.ASKED)),
                Tuple.of(2, Arbitraries.just(What.TOLD)),
                Tuple.of(2, Arbitraries.just(What.HEARD)));
        Arbitrary<Integer> weights = Arbitraries.frequency(Tuple.of(5, 1), Tuple.of(1, 3), Tuple.of(1, 10));
        return Combinators.combine(what, Arbitraries.integers().between(0, 5), weights)
                .as(Step::new)
                .list()
                .ofMinSize(STEPS / 10)
                .ofMaxSize(STEPS);
    }

    /** Nodes whose messages arrive when the program says so. */
    private static final class Fleet {

        private final List<Count> counts;
        private final List<Deque<Runnable>> underway;
        private final int limit;
        private long total;
        private long turn;
        private long spent;

        Fleet(int nodes, int limit) {
            this.counts = IntStream.range(0, nodes).mapToObj(_ -> new Count()).toList();
            this.underway = IntStream.range(0, nodes)
                    .<Deque<Runnable>>mapToObj(_ -> new ArrayDeque<>())
                    .toList();
            this.limit = limit;
        }

        /** Whether it was granted what was asked for, if anything was. */
        boolean take(Step step) {
            int node = step.node() % counts.size();
            Count count = counts.get(node);
            switch (step.what()) {
                case ASKED -> {
                    boolean granted =
                            switch (count.spend(step.weight(), limit, counts.size())) {
                                case SPENT -> true;
                                case FULL -> false;
                                case UNKNOWN -> reserve(count, step.weight());
                            };
                    spent += granted ? step.weight() : 0;
                    return granted;
                }
                case TOLD -> tell(node);
                case HEARD -> {
                    if (!underway.get(node).isEmpty()) {
                        underway.get(node).remove().run();
                    }
                }
            }
            return true;
        }

        void exchange(int node) {
            tell(node);
            while (!underway.get(node).isEmpty()) {
                underway.get(node).remove().run();
            }
        }

        /** It arrives at once, and its answer later. */
        private void tell(int node) {
            Count count = counts.get(node);
            long taken = count.take();
            Total answer = add(taken);
            underway.get(node).add(() -> count.told(taken, answer));
        }

        private boolean reserve(Count count, long weight) {
            long taken = count.take();
            boolean granted = total + taken + weight <= limit;
            count.told(taken, add(granted ? taken + weight : taken), granted ? weight : 0);
            return granted;
        }

        private Total add(long weight) {
            total += weight;
            return new Total(total, ++turn);
        }
    }
}
