package redoubt.infra.kafka;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/**
 * While a broker is away, each client of Kafka warns of it each time it tries to connect. Of warnings that differ in nothing
 * but numbers and the client, one a minute gets into the log. Safe for any thread.
 */
public final class RepeatedWarnings extends TurboFilter {

    static final String LOGGER = "org.apache.kafka.clients.NetworkClient";

    private static final long PAUSE = Duration.ofMinutes(1).toNanos();

    /** Which client it is, in front, and which node, attempt or port. */
    private static final Pattern DIFFERENCE = Pattern.compile("^\\[[^]]*] |-?\\d+");

    private final LongSupplier nanos;
    private final Map<String, Long> said = new ConcurrentHashMap<>();

    /** Tells time by {@code nanos}. */
    RepeatedWarnings(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** From now on, in the log of this process. */
    public static void spare() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext log
                && log.getTurboFilterList().stream().noneMatch(RepeatedWarnings.class::isInstance)) {
            log.addTurboFilter(new RepeatedWarnings(System::nanoTime));
        }
    }

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String message,
            @Nullable Object @Nullable [] parameters,
            @Nullable Throwable thrown) {
        return message != null && level == Level.WARN && logger.getName().equals(LOGGER) && !due(message)
                ? FilterReply.DENY
                : FilterReply.NEUTRAL;
    }

    private boolean due(String message) {
        long now = nanos.getAsLong();
        Long last = said.merge(
                DIFFERENCE.matcher(message).replaceAll(""),
                now,
                (before, after) -> after - before < PAUSE ? before : after);
        return last == now;
    }
}
