package redoubt.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/**
 * Many who listen, on one thread. The time between an event's own moment and the moment at which a listener has read it is
 * noted in microseconds; both are of the clock of this machine.
 */
public final class Audience implements AutoCloseable {

    private static final int MICROS_FROM = 20;
    private static final long SECOND = 1_000_000;
    private static final long HOUR = 3_600 * SECOND;

    private final Selector selector;
    private final List<Listener> quick = new ArrayList<>();
    private final List<Listener> slow = new ArrayList<>();
    private final ByteBuffer shared = ByteBuffer.allocateDirect(256 * 1024);
    private final ByteBuffer few = ByteBuffer.allocate(1024);
    private volatile boolean over;
    private volatile Histogram latency = new Histogram(HOUR, 3);
    private final AtomicLong heard = new AtomicLong();
    private volatile long lastAt;
    private final AtomicInteger left = new AtomicInteger();
    private Thread thread = Thread.currentThread();

    private Audience(Selector selector) {
        this.selector = selector;
    }

    /**
     * Opens a stream for each request and begins to listen.
     *
     * @param lagging requests of those who read a kilobyte in a second
     */
    public static Audience open(InetSocketAddress address, List<byte[]> requests, List<byte[]> lagging) {
        try {
            var audience = new Audience(Selector.open());
            for (var request : requests) {
                audience.quick.add(Listener.open(address, audience.selector, request, false));
            }
            for (var request : lagging) {
                audience.slow.add(Listener.open(address, audience.selector, request, true));
            }
            audience.thread = Thread.ofPlatform().name("audience").daemon().start(audience::listen);
            return audience;
        } catch (IOException failed) {
            throw new UncheckedIOException("Not everybody could listen", failed);
        }
    }

    private void listen() {
        long skimmed = System.nanoTime();
        try {
            while (!over) {
                selector.select(
                        key -> {
                            try {
                                ((Listener) key.attachment()).read(shared, this::heard);
                            } catch (IOException broken) {
                                key.cancel();
                                left.incrementAndGet();
                            }
                        },
                        100);
                if (System.nanoTime() - skimmed > 1_000 * SECOND) {
                    skimmed = System.nanoTime();
                    for (var each : slow) {
                        each.skim(few);
                    }
                }
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private void heard(byte[] text, int length) {
        var now = Instant.now();
        long micros = now.getEpochSecond() % 3_600 * SECOND + now.getNano() / 1_000;
        latency.recordValue((micros - moment(text, length) + HOUR) % HOUR);
        heard.incrementAndGet();
        lastAt = System.nanoTime();
    }

    /** Microseconds into the hour, of a text like 2026-08-08T14:43:12.123456Z; its fraction may be shorter or missing. */
    static long moment(byte[] text, int length) {
        long seconds = number(text, 14, 16) * 60 + number(text, 17, 19);
        long fraction = 0;
        for (int i = MICROS_FROM; i < MICROS_FROM + 6; i++) {
            fraction = fraction * 10 + (i < length - 1 ? text[i] - '0' : 0);
        }
        return seconds * SECOND + fraction;
    }

    private static long number(byte[] text, int from, int to) {
        long number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + text[i] - '0';
        }
        return number;
    }

    /** How many events all of them together have heard so far. */
    public long heard() {
        return heard.get();
    }

    /** How many listened and do not any more. */
    public int left() {
        return left.get();
    }

    /** When the last one was heard, by {@link System#nanoTime()}. */
    public long lastAt() {
        return lastAt;
    }

    /** Forgets the times so far, and gives what is noted from now on. */
    public Histogram fresh() {
        latency = new Histogram(HOUR, 3);
        return latency;
    }

    /** Whether each of those who are quick has heard as many as the others. */
    public boolean alike() {
        return quick.stream().mapToLong(Listener::heard).distinct().count() <= 1;
    }

    @Override
    public void close() {
        over = true;
        try {
            thread.join();
            for (var each : quick) {
                each.close();
            }
            for (var each : slow) {
                each.close();
            }
            selector.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
