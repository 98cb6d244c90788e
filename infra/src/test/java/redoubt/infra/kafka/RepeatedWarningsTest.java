package redoubt.infra.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RepeatedWarningsTest {

    private static final String AWAY = "[%s] Connection to node %d (kafka/10.0.0.1:9092) could not be established.";

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
    private final LoggerContext context = new LoggerContext();
    private final ListAppender<ILoggingEvent> heard = new ListAppender<>();
    private final Logger clients = context.getLogger(RepeatedWarnings.LOGGER);
    private final Logger others = context.getLogger("org.apache.kafka.clients.Metadata");

    @BeforeEach
    void listen() {
        context.addTurboFilter(new RepeatedWarnings(nanos::incrementAndGet));
        heard.start();
        context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(heard);
    }

    @Test
    void theSameOfWhicheverClientAndNodeIsSaidOnceAMinute() {
        clients.warn(AWAY.formatted("Producer clientId=a", -1));
        clients.warn(AWAY.formatted("Producer clientId=a", 1));
        clients.warn(AWAY.formatted("Consumer clientId=b, groupId=c", 2));
        assertThat(heard.list).hasSize(1);

        nanos.addAndGet(Duration.ofMinutes(1).toNanos());
        clients.warn(AWAY.formatted("Consumer clientId=b, groupId=c", 2));
        clients.warn(AWAY.formatted("Producer clientId=a", 1));
        assertThat(heard.list).hasSize(2);
    }

    @Test
    void whatIsSomethingElseIsSaidAtOnce() {
        clients.warn(AWAY.formatted("Producer clientId=a", -1));
        clients.warn("[Producer clientId=a] Connection terminated during authentication.");
        clients.error(AWAY.formatted("Producer clientId=a", -1));
        others.warn(AWAY.formatted("Producer clientId=a", -1));
        others.warn(AWAY.formatted("Producer clientId=a", -1));

        assertThat(heard.list).hasSize(5);
        assertThat(List.of(clients.isWarnEnabled(), others.isWarnEnabled())).containsOnly(true);
    }
}
