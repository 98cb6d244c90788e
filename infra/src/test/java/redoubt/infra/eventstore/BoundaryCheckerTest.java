package redoubt.infra.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import redoubt.infra.eventstore.BoundaryChecker.Anomaly;
import redoubt.infra.eventstore.BoundaryChecker.Objection;
import redoubt.infra.eventstore.BoundaryHistory.Accepted;
import redoubt.infra.eventstore.BoundaryHistory.Append;
import redoubt.infra.eventstore.BoundaryHistory.Boundary;
import redoubt.infra.eventstore.BoundaryHistory.Criterion;
import redoubt.infra.eventstore.BoundaryHistory.Event;
import redoubt.infra.eventstore.BoundaryHistory.Operation;
import redoubt.infra.eventstore.BoundaryHistory.Rejected;
import redoubt.infra.eventstore.BoundaryHistory.Sourcing;
import redoubt.infra.eventstore.BoundaryHistory.Stored;
import redoubt.infra.eventstore.BoundaryHistory.Unknown;

/** A history in which all is well, and what the checker says when one thing in it is not. */
class BoundaryCheckerTest {

    private static final Boundary A = new Boundary(List.of(new Criterion(Set.of(), Set.of("a"))));
    private static final Boundary MOVES_OF_B = new Boundary(List.of(new Criterion(Set.of("moved"), Set.of("b"))));

    private final Event opened = new Event("opened a", "opened", Set.of("a"));
    private final Event moved = new Event("moved a", "moved", Set.of("a"));
    private final Event closed = new Event("closed a and b", "closed", Set.of("a", "b"));
    private final Event late = new Event("too late", "moved", Set.of("a"));
    private final Event other = new Event("moved b", "moved", Set.of("b"));

    private final List<Stored> log = new ArrayList<>(
            List.of(new Stored(1, opened), new Stored(2, moved), new Stored(3, closed), new Stored(4, other)));

    private final Sourcing sourced = new Sourcing(A, 1, 2, List.of("opened a", "moved a"));
    private final Append first = new Append(Boundary.NONE, 0, 0, List.of(opened), new Accepted(1, 1));
    private final Append two = new Append(A, 1, 1, List.of(moved, closed), new Accepted(2, 3));
    private final Append rejected = new Append(A, 1, 1, List.of(late), new Rejected(3));
    private final Append unharmed = new Append(MOVES_OF_B, 1, 1, List.of(other), new Accepted(4, 4));
    private final List<Operation> operations = new ArrayList<>(List.of(first, sourced, two, rejected, unharmed));

    @Test
    void nothingIsToBeSaidOfAHistoryInWhichAllIsWell() {
        assertThat(found(() -> {})).isEmpty();
    }

    @Test
    void aLostConflictIsFound() {
        assertThat(found(() -> {
                    log.add(new Stored(5, late));
                    instead(rejected, new Append(A, 2, 1, List.of(late), new Accepted(5, 5)));
                }))
                .containsExactly(Anomaly.LOST_CONFLICT);
    }

    @Test
    void aRejectionForNothingIsFound() {
        assertThat(found(() -> instead(rejected, new Append(A, 3, 1, List.of(late), new Rejected(4)))))
                .containsExactly(Anomaly.FALSE_REJECTION);
    }

    @Test
    void aRejectionForOneEventOfTheTypeAndAnotherWithTheTagIsFound() {
        assertThat(found(() -> instead(rejected, new Append(MOVES_OF_B, 0, 1, List.of(late), new Rejected(3)))))
                .containsExactly(Anomaly.FALSE_REJECTION);
    }

    @Test
    void aRejectionForAnEventThatCameOnlyLaterIsFound() {
        assertThat(found(() -> instead(rejected, new Append(A, 1, 1, List.of(late), new Rejected(1)))))
                .containsExactly(Anomaly.FALSE_REJECTION);
    }

    @Test
    void anEventThatIsThereTwiceIsFound() {
        assertThat(found(() -> log.add(new Stored(5, other)))).containsExactly(Anomaly.DUPLICATE);
    }

    @Test
    void aPositionThatIsGivenTwiceIsFound() {
        assertThat(found(() -> {
                    log.set(3, new Stored(3, other));
                    instead(unharmed, new Append(MOVES_OF_B, 1, 1, List.of(other), new Accepted(3, 3)));
                }))
                .contains(Anomaly.DUPLICATE);
    }

    @Test
    void aGapIsFound() {
        assertThat(found(() -> {
                    log.set(3, new Stored(5, other));
                    instead(unharmed, new Append(MOVES_OF_B, 1, 1, List.of(other), new Accepted(5, 5)));
                }))
                .containsExactly(Anomaly.GAP);
    }

    @Test
    void anAcceptedEventThatIsNotThereIsFound() {
        assertThat(found(() -> log.removeLast())).containsExactly(Anomaly.LOST_EVENT);
    }

    @Test
    void eventsOfOneAppendThatStandApartOrTurnedRoundAreFound() {
        assertThat(found(() -> {
                    log.set(1, new Stored(2, closed));
                    log.set(2, new Stored(3, moved));
                    instead(sourced, new Sourcing(A, 1, 1, List.of("opened a")));
                }))
                .containsExactly(Anomaly.LOST_EVENT);
    }

    @Test
    void anEventOfARejectedAppendIsFound() {
        assertThat(found(() -> log.add(new Stored(5, late)))).containsExactly(Anomaly.PHANTOM);
    }

    @Test
    void anEventThatWasChangedIsFound() {
        assertThat(found(() -> log.set(3, new Stored(4, new Event("moved b", "moved", Set.of("c"))))))
                .containsExactlyInAnyOrder(Anomaly.PHANTOM, Anomaly.LOST_EVENT);
    }

    @Test
    void anAppendThatComesBeforeWhatWasKnownWhenItBeganIsFound() {
        assertThat(found(() -> instead(two, new Append(A, 1, 4, two.events(), two.outcome()))))
                .containsExactly(Anomaly.OUT_OF_ORDER);
    }

    @Test
    void anOutcomeThatNobodyKnowsIsFound() {
        assertThat(found(() -> instead(rejected, new Append(A, 1, 1, List.of(late), new Unknown("lost")))))
                .containsExactly(Anomaly.UNKNOWN_OUTCOME);
    }

    @Test
    void aSourcingThatMissesAnEventOrShowsOneTooManyIsFound() {
        for (var wrong : List.of(
                List.of("moved a"),
                List.of("moved a", "opened a"),
                List.of("opened a", "moved a", "moved a"),
                List.of("opened a", "moved a", "closed a and b"))) {
            assertThat(found(() -> operations.set(1, new Sourcing(A, 1, 2, wrong))))
                    .containsExactly(Anomaly.WRONG_SOURCING);
        }
    }

    @Test
    void aSourcingThatIsBehindWhatItHadToSeeIsFound() {
        assertThat(found(() -> instead(sourced, new Sourcing(A, 3, 2, sourced.returned()))))
                .containsExactly(Anomaly.STALE_SOURCING);
    }

    private void instead(Operation operation, Operation other) {
        operations.set(operations.indexOf(operation), other);
    }

    private List<Anomaly> found(Runnable spoiling) {
        spoiling.run();
        return BoundaryChecker.check(new BoundaryHistory(log, operations)).stream()
                .map(Objection::anomaly)
                .toList();
    }
}
