package redoubt.infra.edge;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redoubt.api.route.AccessLog;
import redoubt.api.route.AccessLog.Access;

/**
 * Writes a line for each request, on a thread of its own. Lines that find no room are counted and lost: no request waits for
 * whoever reads the log.
 */
final class AccessLines implements AccessLog.Listener, MeterBinder, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("redoubt.access");
    private static final int ROOM = 8_192;

    private final LongAdder lost = new LongAdder();
    private final ExecutorService writer = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(ROOM),
            Thread.ofPlatform().name("access-log").daemon().factory(),
            (_, _) -> lost.increment());

    @Override
    public void heard(Access access) {
        writer.execute(() -> LOG.info("{}", line(access)));
    }

    static String line(Access access) {
        return "method=" + access.method() + " path=" + access.path() + " status=" + access.status() + " ms="
                + access.took().toMillis() + " bytes=" + (access.bytes() == null ? "-" : access.bytes()) + " user="
                + (access.user() == null ? "-" : access.user()) + " from="
                + (access.from() == null ? "-" : access.from())
                + " request=" + access.request();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        FunctionCounter.builder("redoubt.access.log.lost", lost, LongAdder::doubleValue)
                .description("Requests that the access log does not tell of, because it was written too slowly")
                .baseUnit("requests")
                .register(registry);
    }

    @Override
    public void close() {
        writer.shutdown();
    }
}
