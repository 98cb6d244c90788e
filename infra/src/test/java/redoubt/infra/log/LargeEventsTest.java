package redoubt.infra.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import redoubt.grc.RiskAccepted;
import redoubt.model.Change;

/** What is remembered of events, and what is not worth it. */
class LargeEventsTest {

    private static final String LONG = "x".repeat(40_000);

    private final LargeEvents memory = new LargeEvents();
    private final AtomicInteger readings = new AtomicInteger();

    @Test
    void aLargeEventIsReadOnce() {
        Change<?> first = memory.recall("risk.accepted#1", LONG, this::read);
        assertThat(memory.recall("risk.accepted#1", "x" + LONG.substring(1), this::read))
                .isSameAs(first);
        assertThat(readings).hasValue(1);
    }

    @Test
    void anotherTextOrAnotherNameIsAnotherEvent() {
        memory.recall("risk.accepted#1", LONG, this::read);
        memory.recall("risk.accepted#2", LONG, this::read);
        memory.recall("risk.accepted#1", LONG + "y", this::read);
        assertThat(readings).hasValue(3);
    }

    @Test
    void aShortEventIsReadEachTime() {
        memory.recall("risk.accepted#1", "{}", this::read);
        memory.recall("risk.accepted#1", "{}", this::read);
        assertThat(readings).hasValue(2);
    }

    private Change<?> read() {
        readings.incrementAndGet();
        return new RiskAccepted();
    }
}
