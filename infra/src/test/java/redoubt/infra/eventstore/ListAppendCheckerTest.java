package redoubt.infra.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import redoubt.infra.eventstore.ListAppendChecker.Anomaly;
import redoubt.infra.eventstore.ListAppendChecker.Objection;
import redoubt.infra.eventstore.ListAppendHistory.Append;
import redoubt.infra.eventstore.ListAppendHistory.Completion;
import redoubt.infra.eventstore.ListAppendHistory.Element;
import redoubt.infra.eventstore.ListAppendHistory.Follower;
import redoubt.infra.eventstore.ListAppendHistory.Read;
import redoubt.infra.eventstore.ListAppendHistory.Transaction;

/**
 * Small histories with one anomaly each. {@code x=1,2} is a list that was read, {@code x+3} an element that was appended;
 * transactions that are not said to come one after the other overlap.
 */
class ListAppendCheckerTest {

    private final List<Transaction> transactions = new ArrayList<>();
    private final List<Follower> followers = new ArrayList<>();

    @Test
    void nothingIsToBeSaidOfTransactionsThatHappenedOneAfterTheOther() {
        committed("x= x+1 y+2", 1, 2);
        committed("x=1 y=2 x+3 x+4", 3, 4);
        aborted("x=1 x+5", 3, 5);
        committed("x=1,3,4 y=2", 6, 7);
        followers.add(new Follower("late", 2, log("x1 y2 x3 x4").subList(2, 4)));

        assertThat(found("x1 y2 x3 x4")).isEmpty();
    }

    @Test
    void aLostAppendIsFound() {
        committed("x+1");
        committed("x+2");

        assertThat(found("x2")).containsExactly(Anomaly.LOST_APPEND);
    }

    @Test
    void anElementThatNobodyWroteIsFound() {
        committed("x+1");

        assertThat(found("x1 x2")).containsExactly(Anomaly.PHANTOM);
    }

    @Test
    void anElementThatIsThereTwiceIsFound() {
        committed("x+1");

        assertThat(found("x1 x1")).containsExactly(Anomaly.DUPLICATE);
    }

    @Test
    void twoOrdersOfOneListAreFound() {
        committed("x+1");
        committed("x+2");
        committed("x=2");

        assertThat(found("x1 x2")).contains(Anomaly.INCOMPATIBLE_ORDER);
    }

    @Test
    void anAbortedReadIsFound() {
        aborted("x+1");
        committed("x=1");

        assertThat(found("")).containsExactly(Anomaly.G1A);
    }

    @Test
    void anIntermediateReadIsFound() {
        committed("x+1 x+2");
        aborted("x=1 y+3");

        assertThat(found("x1 x2")).containsExactly(Anomaly.G1B);
    }

    @Test
    void writesOnTopOfEachOtherAreFound() {
        committed("x+1 y+1");
        committed("x+2 y+2");

        assertThat(found("x1 y2 x2 y1")).containsExactly(Anomaly.G0);
    }

    @Test
    void aWriteBeforeOneThatWasCompletedEarlierIsFound() {
        committed("x+1", 1, 2);
        committed("x+2", 3, 4);

        assertThat(found("x2 x1")).containsExactly(Anomaly.G0);
    }

    @Test
    void informationThatFlowsInACircleIsFound() {
        committed("x+1 y=2");
        committed("y+2 x=1");

        assertThat(found("x1 y2")).containsExactly(Anomaly.G1C);
    }

    @Test
    void aLostUpdateIsFound() {
        committed("x= x+1");
        committed("x= x+2");

        assertThat(found("x1 x2")).containsExactly(Anomaly.G_SINGLE);
    }

    @Test
    void aSkewedReadIsFound() {
        committed("x+1 y+1");
        committed("x=1 y=");

        assertThat(found("x1 y1")).containsExactly(Anomaly.G_SINGLE);
    }

    @Test
    void aSkewedWriteIsFound() {
        committed("x= y+1");
        committed("y= x+2");

        assertThat(found("y1 x2")).containsExactly(Anomaly.G2_ITEM);
    }

    @Test
    void anOutdatedReadIsFoundAlsoAcrossTransactionsBetween() {
        committed("x+1", 1, 2);
        committed("y+2", 3, 4);
        committed("z+3", 5, 6);
        committed("x=", 7, 8);

        assertThat(found("x1 y2 z3")).containsExactly(Anomaly.G_SINGLE);
    }

    @Test
    void aReaderThatDoesNotInsistMayBeBehindOtherNodesAndNotBehindItsOwn() {
        committed("x+1", 1, 2);
        transactions.add(transaction("x=", 1, false, 3, 4, Completion.COMMITTED));
        assertThat(found("x1")).isEmpty();

        transactions.add(transaction("x=", 0, false, 5, 6, Completion.COMMITTED));
        assertThat(found("x1")).containsExactly(Anomaly.G_SINGLE);
    }

    @Test
    void aReaderThatDoesNotInsistSeesNothingThatIsStillToCome() {
        transactions.add(transaction("x=1", 0, false, 1, 2, Completion.COMMITTED));
        committed("x+1", 3, 4);

        assertThat(found("x1")).containsExactly(Anomaly.G1C);
    }

    @Test
    void aFollowerThatSawSomethingElseThanTheLogIsFound() {
        committed("x+1 y+2 x+3");
        var log = log("x1 y2 x3");

        for (var wrong : List.of(
                List.of(log.get(1), log.get(0), log.get(2)),
                List.of(log.get(0), log.get(2)),
                List.of(log.get(0), log.get(1), log.get(1), log.get(2)),
                List.of(log.get(0), log.get(1)),
                log("x1 y2 x4"))) {
            followers.clear();
            followers.add(new Follower("wrong", 0, wrong));

            assertThat(found("x1 y2 x3")).containsExactly(Anomaly.WRONG_FOLLOWING);
        }
    }

    private void committed(String operations) {
        committed(operations, 0, Long.MAX_VALUE);
    }

    private void committed(String operations, long invoked, long completed) {
        transactions.add(transaction(operations, 0, true, invoked, completed, Completion.COMMITTED));
    }

    private void aborted(String operations) {
        aborted(operations, 0, Long.MAX_VALUE);
    }

    private void aborted(String operations, long invoked, long completed) {
        transactions.add(transaction(operations, 0, true, invoked, completed, Completion.ABORTED));
    }

    private Transaction transaction(
            String operations, int node, boolean latest, long invoked, long completed, Completion completion) {
        var reads = new ArrayList<Read>();
        var appends = new ArrayList<Append>();
        for (var operation : operations.split(" ")) {
            var key = operation.substring(0, 1);
            var values = Arrays.stream(operation.substring(2).split(","))
                    .filter(value -> !value.isEmpty())
                    .map(Integer::valueOf)
                    .toList();
            if (operation.charAt(1) == '=') {
                reads.add(new Read(key, values));
            } else {
                appends.add(new Append(key, values.getFirst()));
            }
        }
        return new Transaction(
                "T" + (transactions.size() + 1), node, latest, invoked, completed, reads, appends, completion);
    }

    private static List<Element> log(String elements) {
        var log = new ArrayList<Element>();
        for (var element : elements.split(" ")) {
            if (!element.isEmpty()) {
                log.add(new Element(log.size() + 1, element.substring(0, 1), Integer.parseInt(element.substring(1))));
            }
        }
        return log;
    }

    private List<Anomaly> found(String log) {
        return ListAppendChecker.check(new ListAppendHistory(transactions, log(log), followers)).stream()
                .map(Objection::anomaly)
                .toList();
    }
}
