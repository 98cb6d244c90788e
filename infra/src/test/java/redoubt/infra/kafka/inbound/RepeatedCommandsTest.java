package redoubt.infra.kafka.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import redoubt.infra.acceptance.RunningRedoubt;
import redoubt.infra.kafka.Broker;
import redoubt.infra.kafka.Broker.Found;
import redoubt.infra.kafka.SharedBroker;

@ExtendWith(SharedBroker.class)
class RepeatedCommandsTest {

    private final Commanded commanded;

    RepeatedCommandsTest(Broker broker) {
        this.commanded = new Commanded(broker);
    }

    @AfterEach
    void stop() {
        commanded.close();
    }

    @Test
    void whatTwoRecordsAskForUnderOneKeyIsDoneOnce() {
        RunningRedoubt redoubt = commanded.started();

        commanded.send("POST", "/api/v1/risks/", "{\"name\":\"Once\"}", "idempotency-key", "a-key");
        commanded.send("POST", "/api/v1/risks/", "{\"name\":\"Once\"}", "idempotency-key", "a-key");
        commanded.send("POST", "/api/v1/risks/", "{\"name\":\"Twice\"}");
        commanded.send("POST", "/api/v1/risks/", "{\"name\":\"Twice\"}");

        List<Found> replies = commanded.reply(4);
        assertThat(replies).extracting(found -> found.header("status")).containsOnly("201");
        assertThat(replies.get(1).header("idempotency-replayed")).isEqualTo("true");
        assertThat(replies.get(1).body()).isEqualTo(replies.get(0).body());
        assertThat(redoubt.http().get("/api/v1/risks/?ordering=created_at").names())
                .containsExactly("Once", "Twice", "Twice");
    }

    @Test
    void aRecordThatComesAgainBecauseItWasNotAcknowledgedIsDoneOnce() {
        RunningRedoubt redoubt = commanded.started();
        commanded.send("POST", "/api/v1/risks/", "{\"name\":\"Done\"}");
        Found first = commanded.reply(1).getFirst();
        redoubt.stop();

        // Another group has acknowledged nothing: to it everything comes again, as it does after a crash.
        RunningRedoubt next = commanded.on(redoubt, "--redoubt.kafka.group=other-" + commanded.group());

        Found again = commanded.reply(2).getLast();
        assertThat(again.header("idempotency-replayed")).isEqualTo("true");
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(next.http().risks()).hasSize(1);
    }

    @Test
    void whatWasAnsweredDoesNotComeAgainToTheNextNode() {
        RunningRedoubt redoubt = commanded.started();
        commanded.send("POST", "/api/v1/risks/", "{\"name\":\"One\"}");
        commanded.reply(1);
        // A moment, in which it is said to the broker.
        Awaitility.await().pollDelay(Duration.ofSeconds(2)).until(() -> true);
        redoubt.stop();

        RunningRedoubt next = commanded.on(redoubt);
        commanded.send("POST", "/api/v1/risks/", "{\"name\":\"Two\"}");

        List<Found> replies = commanded.reply(2);
        assertThat(replies)
                .extracting(found -> found.header("idempotency-replayed"))
                .containsOnly("");
        assertThat(next.http().risks()).hasSize(2);
    }
}
