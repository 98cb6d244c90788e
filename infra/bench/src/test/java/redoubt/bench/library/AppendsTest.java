package redoubt.bench.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AppendsTest {

    @Test
    void aLineIsAnIdentifierAndALatency() {
        var appends = Appends.of(List.of("risk-a:1 250", "risk-a:2 750", "risk-b:1 750", "b 0"), Duration.ofSeconds(2));

        assertThat(appends.identifiers()).containsExactly("risk-a:1", "risk-a:2", "risk-b:1", "b");
        assertThat(appends.rate()).isEqualTo(2.0);
        assertThat(appends.latency().getValueAtPercentile(50)).isEqualTo(250);
        assertThat(appends.latency().getMaxValue()).isEqualTo(750);
    }
}
