package redoubt.infra.acceptance;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/** The lines of one logger. */
public final class Overheard implements AutoCloseable {

    private final Logger logger;
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final AppenderBase<ILoggingEvent> reader = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getFormattedMessage());
        }
    };

    /** Those of the logger of that name. */
    public Overheard(String logger) {
        this.logger = (Logger) LoggerFactory.getLogger(logger);
    }

    /** To be called after a start, which may set up the log anew and so stop whoever listens. */
    public void listen() {
        reader.start();
        logger.addAppender(reader);
    }

    /** What was heard so far. */
    public List<String> heard() {
        return List.copyOf(lines);
    }

    /** Waits for so many lines, for some seconds. */
    void await(int count) {
        for (int wait = 0; lines.size() < count && wait < 100; wait++) {
            try {
                Thread.sleep(50);
            } catch (InterruptedException hurry) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(hurry);
            }
        }
    }

    @Override
    public void close() {
        logger.detachAppender(reader);
    }
}
