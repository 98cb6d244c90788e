package redoubt.bench.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import redoubt.bench.load.Requests;
import redoubt.bench.load.Response;

class HotRisksTest {

    private final HotRisks hot = new HotRisks(List.of("only"));
    private final Requests client = hot.client();

    @Test
    void whatWasReadIsChangedOnConditionThatItIsStillSo() {
        assertThat(asked()).startsWith("GET /api/v1/risks/only/ ");
        told(200, 10, true);
        assertThat(asked()).startsWith("PATCH /api/v1/risks/only/ ").contains("If-Match: \"3-b\"\r\n");
        told(200, 20, true);
        assertThat(asked()).startsWith("GET ");

        assertThat(hot.acceptedOf(0)).isEqualTo(1);
        assertThat(hot.accepted().getTotalCount()).isEqualTo(1);
        assertThat(hot.accepted().getMaxValue()).isEqualTo(20);
        assertThat(hot.others()).isEmpty();
    }

    @Test
    void whoComesTooLateReadsAgain() {
        update(412, true);
        update(409, true);

        assertThat(asked()).startsWith("GET ");
        assertThat(hot.rejected().getTotalCount()).isEqualTo(2);
        assertThat(hot.acceptedOf(0)).isZero();
        assertThat(hot.others()).isEmpty();
    }

    @Test
    void anAcceptedUpdateCountsAfterTheTimeAsWellButItsLatencyDoesNot() {
        update(200, false);

        assertThat(hot.acceptedOf(0)).isEqualTo(1);
        assertThat(hot.accepted().getTotalCount()).isZero();
    }

    @Test
    void everyOtherAnswerIsKept() {
        asked();
        told(503, 1, true);
        update(500, true);
        update(500, true);

        assertThat(hot.others()).isEqualTo(Map.of(503, 1L, 500, 2L));
    }

    private void update(int status, boolean inTime) {
        asked();
        told(200, 1, true);
        asked();
        told(status, 1, inTime);
    }

    private String asked() {
        return StandardCharsets.UTF_8.decode(client.next()).toString();
    }

    private void told(int status, long microseconds, boolean inTime) {
        client.answered(new Told(status), microseconds, inTime);
    }

    private record Told(int status) implements Response {

        @Override
        public String entityTag() {
            return "\"3-b\"";
        }
    }
}
