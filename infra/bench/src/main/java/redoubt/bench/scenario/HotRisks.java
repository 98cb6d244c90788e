package redoubt.bench.scenario;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import redoubt.bench.load.HttpText;
import redoubt.bench.load.Requests;
import redoubt.bench.load.Response;
import redoubt.bench.product.Api;

/**
 * A few risks that everybody updates: each client reads one of them, and then changes it on the condition that it is still
 * as it was read. What became of the changes is counted here.
 */
final class HotRisks {

    private static final int OK = 200;
    private static final int STALE = 412;
    private static final int CONFLICT = 409;
    private static final long LONGEST = Duration.ofMinutes(1).toNanos() / 1_000;

    private final List<String> risks;
    private final List<byte[]> reads;
    private final long[] acceptedOf;
    private final SplittableRandom random = new SplittableRandom(Folders.SEED);
    private final Histogram accepted = new Histogram(1, LONGEST, 3);
    private final Histogram rejected = new Histogram(1, LONGEST, 3);
    private final SortedMap<Integer, Long> others = new TreeMap<>();
    private int changes;

    /** Counts nothing yet. */
    HotRisks(List<String> risks) {
        this.risks = risks;
        this.reads = risks.stream()
                .map(risk -> HttpText.get(RiskRequests.PATH + risk + "/", Api.TOKEN))
                .toList();
        this.acceptedOf = new long[risks.size()];
    }

    /** Another client. All of them work on one thread. */
    Requests client() {
        return new Client();
    }

    /** Their identifiers. */
    List<String> risks() {
        return risks;
    }

    /** How many updates of a risk were accepted, also after the time of the run. */
    long acceptedOf(int risk) {
        return acceptedOf[risk];
    }

    /** From sending an update that was accepted to its answer, in microseconds, answers within the time only. */
    Histogram accepted() {
        return accepted;
    }

    /** The same of updates that came too late. */
    Histogram rejected() {
        return rejected;
    }

    /** How often each answer came that is neither: there should be none. */
    SortedMap<Integer, Long> others() {
        return others;
    }

    private final class Client implements Requests {

        private int risk;
        private @Nullable String read;

        @Override
        public ByteBuffer next() {
            if (read == null) {
                risk = random.nextInt(risks.size());
                return ByteBuffer.wrap(reads.get(risk));
            }
            return ByteBuffer.wrap(HttpText.patch(
                    RiskRequests.PATH + risks.get(risk) + "/",
                    Api.TOKEN,
                    read,
                    "{\"description\": \"Change %d of this run.\"}".formatted(++changes)));
        }

        @Override
        public void answered(Response response, long microseconds, boolean inTime) {
            boolean wasRead = read == null;
            read = null;
            if (wasRead && response.status() == OK) {
                read = response.entityTag();
            } else if (!wasRead && response.status() == OK) {
                acceptedOf[risk]++;
                note(accepted, microseconds, inTime);
            } else if (!wasRead && (response.status() == STALE || response.status() == CONFLICT)) {
                note(rejected, microseconds, inTime);
            } else {
                others.merge(response.status(), 1L, Long::sum);
            }
        }

        private static void note(Histogram latency, long microseconds, boolean inTime) {
            if (inTime) {
                latency.recordValue(microseconds);
            }
        }
    }
}
