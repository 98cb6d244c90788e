package redoubt.query.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import redoubt.query.chain.Finding.Reason;

/** Whatever is done to a log is found, where it was done and for what it is. */
class TamperingLaws {

    private static final int MOST = 40;

    @Property(tries = 60)
    void aLogThatNobodyTouchedIsValid(@ForAll @IntRange(min = 1, max = MOST) int events) {
        Log log = Log.of(events, "true");

        Verdict verdict = Log.verify(
                log.lines(), List.of(log.anchor(1), log.anchor(events)), Log.SIGNER.sign(log.anchor(events)));

        assertThat(verdict)
                .isEqualTo(new Verdict(1, events, events, 0, 1, events == 1 ? 1 : 2, log.hash(events), null));
    }

    @Property(tries = 1_000)
    void aSingleCharacterThatIsAnotherIsFound(
            @ForAll @IntRange(min = 1, max = MOST) int position,
            @ForAll @IntRange(min = 0, max = 10_000) int place,
            @ForAll @IntRange(min = ' ', max = '~') int letter) {
        Log log = Log.of(MOST, "true");
        List<String> lines = log.lines();
        String line = lines.get(position - 1);
        int at = place % line.length();
        if (line.charAt(at) == letter) {
            return;
        }
        lines.set(position - 1, line.substring(0, at) + (char) letter + line.substring(at + 1));
        long claimed = Lines.entry(lines.get(position - 1)).position();

        Verdict verdict = Log.verify(lines, List.of());

        assertThat(verdict.finding()).as(lines.get(position - 1)).isNotNull();
        assertThat(verdict.finding().position()).isEqualTo(claimed == 0 ? position : claimed);
        assertThat(verdict.events()).isEqualTo(position - 1L);
    }

    @Property(tries = 100)
    void whatAnEventSaysCannotBeChanged(@ForAll @IntRange(min = 1, max = MOST) int position) {
        Log log = Log.of(MOST, "true");
        List<String> lines = log.lines();
        lines.set(position - 1, lines.get(position - 1).replace("\"true ", "\"false "));

        found(Log.verify(lines, List.of()), Reason.HASH_MISMATCH, position);
    }

    @Property(tries = 100)
    void anEventCannotBeTakenOut(@ForAll @IntRange(min = 1, max = MOST - 1) int position) {
        List<String> lines = Log.of(MOST, "true").lines();
        lines.remove(position - 1);

        found(Log.verify(lines, List.of()), Reason.PREV_HASH_MISMATCH, position + 1L);
    }

    @Property(tries = 100)
    void twoEventsCannotChangePlaces(@ForAll @IntRange(min = 1, max = MOST - 1) int position) {
        List<String> lines = Log.of(MOST, "true").lines();
        lines.add(position - 1, lines.remove(position));

        found(Log.verify(lines, List.of()), Reason.PREV_HASH_MISMATCH, position + 1L);
    }

    @Property(tries = 100)
    void anEventCannotHappenTwice(@ForAll @IntRange(min = 1, max = MOST) int position) {
        List<String> lines = Log.of(MOST, "true").lines();
        lines.add(lines.get(position - 1));

        found(Log.verify(lines, List.of()), Reason.POSITION_ORDER, position);
    }

    @Property(tries = 100)
    void theEndCannotBeCutOff(@ForAll @IntRange(min = 0, max = MOST - 1) int kept) {
        Log log = Log.of(MOST, "true");
        List<String> lines = log.lines().subList(0, kept);

        found(Log.verify(lines, List.of(log.anchor(MOST))), Reason.ANCHOR_MISSING, MOST);
        found(Log.verify(lines, List.of(), Log.SIGNER.sign(log.anchor(MOST))), Reason.CHECKPOINT_MISMATCH, MOST);
    }

    @Property(tries = 100)
    void noOtherHistoryCanTakeItsPlace(
            @ForAll @IntRange(min = 0, max = MOST - 1) int common, @ForAll @IntRange(min = 1, max = MOST) int known) {
        Log log = Log.of(MOST, "true");
        Log fork = log.until(common, MOST - common, "false");
        List<Anchor> anchors = List.of(log.anchor(known));
        Checkpoint signed = Log.SIGNER.sign(log.anchor(known));

        assertThat(Log.verify(fork.lines(), List.of()).valid())
                .as("without anything from outside it is a log like any other")
                .isTrue();
        if (known > common) {
            found(Log.verify(fork.lines(), anchors), Reason.ANCHOR_MISMATCH, known);
            found(Log.verify(fork.lines(), List.of(), signed), Reason.CHECKPOINT_MISMATCH, known);
        } else {
            assertThat(Log.verify(fork.lines(), anchors, signed).valid()).isTrue();
        }
    }

    @Property(tries = 50)
    void nobodyElseCanSign(@ForAll @IntRange(min = 1, max = MOST) int position) {
        Log log = Log.of(MOST, "true");
        Checkpoint genuine = Log.SIGNER.sign(log.anchor(position));
        Checkpoint other = new Log.Signer().sign(log.anchor(position));
        Checkpoint borrowed =
                new Checkpoint(other.position(), other.hash(), other.at(), genuine.keyId(), other.signature());
        Checkpoint later = new Checkpoint(
                genuine.position(), genuine.hash(), "2027-01-01T00:00:00Z", genuine.keyId(), genuine.signature());

        for (Checkpoint each : List.of(other, borrowed, later)) {
            found(Log.verify(log.lines(), List.of(), each), Reason.CHECKPOINT_SIGNATURE, position);
        }
    }

    @Property(tries = 50)
    void noVersionIsLeftOutOrRepeated(@ForAll @IntRange(min = 0, max = MOST) int events) {
        for (int wrong : new int[] {events + 7, 0}) {
            Log log = Log.of(events, "true");
            log.append("r1", wrong, "true");

            found(Log.verify(log.lines(), List.of()), Reason.VERSION_GAP, events + 1L);
        }
    }

    private static void found(Verdict verdict, Reason reason, long position) {
        assertThat(verdict.finding()).isNotNull();
        assertThat(verdict.finding().reason()).isEqualTo(reason);
        assertThat(verdict.finding().position()).isEqualTo(position);
    }
}
