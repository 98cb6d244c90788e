package redoubt.api.route;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.model.failure.Complaints;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;

/**
 * Takes in a body up to a limit. What comes after the limit is read and thrown away for a while, because many clients
 * look for an answer only after they have sent everything; memory never holds more than the limit. Whoever sends slower
 * than a pace is not waited for. Used for one body.
 */
final class Intake {

    /** How much of an announced length is thrown away before the client is cut off. */
    private static final long PATIENCE = 64L << 20;

    /** The same where nobody said how much is to come. */
    private static final long CAUTION = 8L << 20;

    /** A client that sends nothing for so long is ready to hear that it need not. */
    private static final Duration SILENCE = Duration.ofMillis(500);

    /** The client hung up while it was sending: no fault of ours, and nobody is left to hear of it. */
    private static final Failure BROKEN_OFF = Failure.Invalid.of(Complaints.WHOLE, "The request body broke off.");

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final int limit;
    private final long announced;
    private final Pace pace;
    private final long begun = System.nanoTime();
    private long seen;

    private Intake(int limit, long announced, Pace pace) {
        this.limit = limit;
        this.announced = announced;
        this.pace = pace;
    }

    /**
     * The bytes of the body; fails as too large if there are more than the limit, and as too slow if they are not sent.
     *
     * @param announced how many there will be; negative if nobody said
     */
    static Mono<byte[]> read(Flux<DataBuffer> body, int limit, long announced, Pace pace) {
        return Mono.defer(() -> {
            Intake intake = new Intake(limit, announced, pace);
            Flux<DataBuffer> taken = body.onErrorMap(IOException.class, _ -> new Refused(BROKEN_OFF))
                    .doOnDiscard(DataBuffer.class, DataBufferUtils::release)
                    .takeUntil(intake::take);
            return taken.timeout(intake.patience(), _ -> intake.patience(), Flux.defer(intake::impatience))
                    .then(Mono.fromSupplier(intake::bytes));
        });
    }

    /** Ends when more is not worth waiting for: a body that is refused anyway is waited for no longer than a moment. */
    private Mono<Long> patience() {
        return Mono.delay(isTooLarge() ? SILENCE : pace.silence());
    }

    private Flux<DataBuffer> impatience() {
        return isTooLarge() ? Flux.empty() : Flux.error(new Refused(new Failure.TooSlow()));
    }

    private boolean isTooLarge() {
        return Math.max(seen, announced) > limit;
    }

    /** Whether enough was thrown away. */
    private boolean take(DataBuffer buffer) {
        int size = buffer.readableByteCount();
        seen += size;
        if (seen <= limit) {
            byte[] bytes = new byte[size];
            buffer.read(bytes);
            kept.writeBytes(bytes);
        } else {
            kept.reset();
        }
        DataBufferUtils.release(buffer);
        if (!isTooLarge() && pace.isBehind(seen, Duration.ofNanos(System.nanoTime() - begun))) {
            throw new Refused(new Failure.TooSlow());
        }
        return seen > (announced < 0 ? CAUTION : PATIENCE);
    }

    private byte[] bytes() {
        if (isTooLarge()) {
            throw new Refused(new Failure.TooLarge(limit));
        }
        return kept.toByteArray();
    }
}
