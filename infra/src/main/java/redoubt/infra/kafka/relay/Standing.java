package redoubt.infra.kafka.relay;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How it stands with telling, for operators. Safe for any thread. */
public final class Standing {

    private static final Logger LOG = LoggerFactory.getLogger(Standing.class);

    private final String topic;
    private final AtomicLong reached = new AtomicLong();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong truncated = new AtomicLong();
    private final AtomicLong passedOver = new AtomicLong();
    private final AtomicReference<@Nullable String> trouble = new AtomicReference<>();
    private volatile boolean leading;

    Standing(String topic) {
        this.topic = topic;
    }

    /** The topic. */
    public String topic() {
        return topic;
    }

    /** The position up to which the topic has been told, as far as this node knows. */
    public long reached() {
        return reached.get();
    }

    /** How many events this node has told. */
    public long sent() {
        return sent.get();
    }

    /** How many of them were too long to be told in full. */
    public long truncated() {
        return truncated.get();
    }

    /** How many events could not be told at all, whichever node tried. */
    public long passedOver() {
        return passedOver.get();
    }

    /** Whether this node is the one that tells. */
    public boolean leading() {
        return leading;
    }

    /** Why nothing can be told for now; null if nothing is wrong. */
    public @Nullable String trouble() {
        return trouble.get();
    }

    void leads(boolean now) {
        leading = now;
    }

    void at(long position) {
        reached.set(position);
    }

    void moved(long position) {
        reached.accumulateAndGet(position, Math::max);
    }

    void arrived(long position) {
        moved(position);
        sent.incrementAndGet();
        if (trouble.getAndSet(null) != null) {
            LOG.info("Kafka takes events again, on {}", topic);
        }
    }

    void cut() {
        truncated.incrementAndGet();
    }

    void passedOver(long all) {
        passedOver.set(all);
    }

    /** Said once, and again when it has been well in between. */
    void trouble(String reason) {
        if (trouble.getAndSet(reason) == null) {
            LOG.warn("Kafka takes no events on {} for now; they wait in the log: {}", topic, reason);
        }
    }
}
