package redoubt.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/**
 * A fixed number of connections, each with one request under way at any time. It finds the greatest rate that so many
 * clients can get; its latencies are those of clients that wait for each other, not of arrivals at a given rate.
 *
 * <p>The thread that calls does all the work: no other thread is started.
 */
public final class ClosedLoop {

    private static final int CREATED = 201;
    private static final int ARRIVALS = 65_536;
    private static final long LONGEST_LATENCY = Duration.ofMinutes(1).toNanos() / 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Histogram latency = new Histogram(1, LONGEST_LATENCY, 3);
    private final TreeMap<Integer, Long> statuses = new TreeMap<>();
    private final Answers answers = new Answers();
    private final ByteBuffer arrivals = ByteBuffer.allocateDirect(ARRIVALS);
    private long end;
    private long completed;
    private int underWay;
    private long shortest = Long.MAX_VALUE;
    private long longest;

    private ClosedLoop() {}

    /**
     * Runs for that time and then waits for the responses that are still under way.
     *
     * @throws UncheckedIOException if a connection fails, or a response does not arrive within 30 s
     */
    public static Run run(InetSocketAddress server, Requests requests, int connections, Duration time) {
        return converse(server, () -> requests, connections, time);
    }

    /** The same, each connection with requests of its own, which may follow from the answers it gets. */
    public static Run converse(
            InetSocketAddress server, Supplier<Requests> conversations, int connections, Duration time) {
        try {
            return new ClosedLoop().run(server, conversations, connections, time);
        } catch (IOException broken) {
            throw new UncheckedIOException("The load on " + server + " broke off", broken);
        }
    }

    private Run run(InetSocketAddress server, Supplier<Requests> conversations, int connections, Duration time)
            throws IOException {
        var threads = ManagementFactory.getThreadMXBean();
        try (var selector = Selector.open()) {
            var open = new ArrayList<Connection>();
            try {
                for (int i = 0; i < connections; i++) {
                    open.add(Connection.open(server, selector, conversations.get()));
                }
                long processorBefore = threads.getCurrentThreadCpuTime();
                long start = System.nanoTime();
                end = start + time.toNanos();
                work(selector, open);
                var processor = Duration.ofNanos(threads.getCurrentThreadCpuTime() - processorBefore);
                return new Run(
                        completed, time, statuses, latency, answers.all().toList(), shortest, longest, processor);
            } finally {
                for (var connection : open) {
                    connection.close();
                }
            }
        }
    }

    private void work(Selector selector, List<Connection> open) throws IOException {
        for (var connection : open) {
            underWay++;
            connection.send();
        }
        while (underWay > 0) {
            if (selector.select(this::serve, PATIENCE.toMillis()) == 0 && System.nanoTime() > end) {
                throw new IOException(underWay + " responses did not arrive within " + PATIENCE.toSeconds() + " s");
            }
        }
    }

    private void serve(SelectionKey key) {
        var connection = (Connection) key.attachment();
        try {
            if (key.isWritable()) {
                connection.write();
            }
            if (key.isReadable() && connection.read(arrivals)) {
                complete(connection);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private void complete(Connection connection) throws IOException {
        var response = connection.response();
        long now = System.nanoTime();
        statuses.merge(response.status(), 1L, Long::sum);
        if (response.status() == CREATED) {
            answers.keep(response.start(), response.startLength());
        }
        shortest = Math.min(shortest, response.bodyLength());
        longest = Math.max(longest, response.bodyLength());
        underWay--;
        long microseconds = Math.min(LONGEST_LATENCY, Math.max(1, (now - connection.sentAt()) / 1_000));
        if (now <= end) {
            completed++;
            latency.recordValue(microseconds);
        }
        connection.requests().answered(response, microseconds, now <= end);
        response.next();
        if (now < end) {
            underWay++;
            connection.send();
        }
    }
}
