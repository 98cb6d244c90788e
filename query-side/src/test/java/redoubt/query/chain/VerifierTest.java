package redoubt.query.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import redoubt.query.chain.Finding.Reason;
import redoubt.query.chain.Verifier.Terms;

class VerifierTest {

    private static final PublicKeys NONE = new PublicKeys(List.of());
    private final Log log = Log.of(10, "true");

    @Test
    void anExcerptBeginsAnywhere() {
        Verifier verifier = new Verifier(Terms.excerpt(), List.of(log.anchor(6)), NONE);
        log.entries.subList(4, 8).forEach(verifier::next);
        verifier.closes(log.anchor(8));

        assertThat(verifier.end(false)).isEqualTo(new Verdict(5, 8, 4, 0, 0, 1, log.hash(8), null));
    }

    @Test
    void aSelectionIsHeldAgainstWhatItSaysOfItself() {
        Verifier verifier = new Verifier(Terms.selection(), List.of(), NONE);
        Stream.of(2, 5, 9).forEach(position -> verifier.next(log.entries.get(position - 1)));

        assertThat(verifier.end(false).valid()).isTrue();
        assertThat(verifier.end(false).events()).isEqualTo(3);
    }

    @Test
    void anEndThatIsNotTheLastEntryMeansThatSomethingIsMissing() {
        Verifier verifier = new Verifier(Terms.excerpt(), List.of(), NONE);
        log.entries.subList(0, 7).forEach(verifier::next);
        verifier.closes(log.anchor(8));

        assertThat(verifier.end(false).finding()).isEqualTo(new Finding(Reason.ANCHOR_MISSING, 8, log.hash(8), null));
    }

    @Test
    void anEventThatCannotBeReadIsFound() {
        Verifier verifier = new Verifier(Terms.after(1, Chain.GENESIS), List.of(), NONE);
        verifier.next(log.entries.getFirst());
        verifier.next(Entry.unreadable(2, log.hash(1), log.hash(2)));

        assertThat(verifier.end(true).finding()).isEqualTo(new Finding(Reason.UNREADABLE_EVENT, 2, log.hash(2), null));
    }

    @Test
    void whatIsWithheldKeepsItsPlaceInTheChainAndIsCounted() {
        Verifier verifier = new Verifier(Terms.after(1, Chain.GENESIS), List.of(log.anchor(4)), NONE);
        log.entries.forEach(entry -> verifier.next(
                entry.position() % 3 == 2 ? Entry.withheld(entry.position(), entry.previous(), entry.hash()) : entry));

        assertThat(verifier.end(true)).isEqualTo(new Verdict(1, 10, 7, 3, 0, 1, log.hash(10), null));
    }

    @Test
    void nothingIsSlippedInAsWithheld() {
        Verifier verifier = new Verifier(Terms.after(1, Chain.GENESIS), List.of(), NONE);
        verifier.next(log.entries.getFirst());
        verifier.next(Entry.withheld(2, log.hash(1), log.hash(3)));
        verifier.next(log.entries.get(2));

        assertThat(verifier.end(false).finding().reason()).isEqualTo(Reason.PREV_HASH_MISMATCH);
    }

    @Test
    void positionsMayHaveHolesIfTheChainHasNone() {
        var core = log.entries.getFirst().core().deepCopy().put("position", 12);
        core.putObject("resource").put("type", "risk").put("id", "new").put("version", 1);
        Verifier verifier = new Verifier(Terms.after(1, Chain.GENESIS), List.of(), NONE);
        log.entries.forEach(verifier::next);
        verifier.next(new Entry(12, log.hash(10), Chain.next(log.hash(10), core), core, null));

        assertThat(verifier.end(true).valid()).isTrue();
    }

    @Test
    void twoMemoriesThatContradictEachOtherCannotBothBeRight() {
        Verifier verifier =
                new Verifier(Terms.after(1, Chain.GENESIS), List.of(log.anchor(3), new Anchor(3, log.hash(4))), NONE);

        assertThat(verifier.end(true).finding().reason()).isEqualTo(Reason.ANCHOR_MISMATCH);
    }

    @Test
    void anchorsHaveOneSpelling() {
        assertThat(Anchor.parse("3:" + log.hash(3))).contains(log.anchor(3));
        for (String wrong : List.of(
                "3",
                "0:" + log.hash(3),
                "3:" + log.hash(3).toUpperCase(),
                "-1:" + log.hash(3),
                "3:abc",
                "3:" + log.hash(3) + "0")) {
            assertThat(Anchor.parse(wrong)).as(wrong).isEmpty();
        }
    }
}
