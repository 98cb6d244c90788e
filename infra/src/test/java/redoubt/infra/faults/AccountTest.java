package redoubt.infra.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A ledger that cannot be wrong would prove nothing. */
class AccountTest {

    private final Ledger ledger = new Ledger("t");
    private final Request create = Request.create("t-1", "some text");
    private final Written created = new Written("t-1", create.digest(), 1, "risk");

    @Test
    void whatIsThereAsItWasToldIsInOrder() {
        ledger.note(new Entry(create, Entry.Outcome.ACKNOWLEDGED, 1, 201));

        assertThat(Account.of(ledger, List.of(created))).isEqualTo(new Account(1, List.of(), List.of(), List.of()));
    }

    @Test
    void whatWasAcknowledgedAndIsNotThereOrOtherwiseIsLost() {
        ledger.note(new Entry(create, Entry.Outcome.ACKNOWLEDGED, 1, 201));

        assertThat(Account.of(ledger, List.of()).lost()).hasSize(1);
        assertThat(Account.of(ledger, List.of(new Written("t-1", "another digest", 1, "risk")))
                        .lost())
                .hasSize(1);
        assertThat(Account.of(ledger, List.of(new Written("t-1", create.digest(), 2, "risk")))
                        .lost())
                .hasSize(1);
    }

    @Test
    void whatIsThereTwiceIsDuplicated() {
        ledger.note(new Entry(create, Entry.Outcome.ACKNOWLEDGED, 1, 201));

        assertThat(Account.of(ledger, List.of(created, new Written("t-1", create.digest(), 1, "another")))
                        .duplicated())
                .containsExactly("t-1");
    }

    @Test
    void whatWasRefusedOrNeverAskedForAndIsThereIsUndue() {
        ledger.note(new Entry(create, Entry.Outcome.REFUSED, 0, 412));

        assertThat(Account.of(ledger, List.of(created)).undue()).hasSize(1);
        assertThat(Account.of(ledger, List.of(new Written("t-2", create.digest(), 1, "risk")))
                        .undue())
                .containsExactly("t-2");
        assertThat(Account.of(ledger, List.of()).undue()).isEmpty();
    }

    @Test
    void whatWasRefusedForNoGoodReasonIsUndue() {
        ledger.note(new Entry(create, Entry.Outcome.REFUSED, 0, 401));

        assertThat(Account.of(ledger, List.of()).undue()).hasSize(1);
    }
}
