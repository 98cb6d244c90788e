package redoubt.api.route;

import java.io.ByteArrayOutputStream;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;

/**
 * Takes in a body up to a limit. What comes after the limit is read and thrown away for a while, because many clients
 * look for an answer only after they have sent everything; memory never holds more than the limit. Used for one body.
 */
final class Intake {

    /** How much is thrown away before the client is cut off. */
    private static final long PATIENCE = 64L << 20;

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final int limit;
    private long seen;

    private Intake(int limit) {
        this.limit = limit;
    }

    /** The bytes of the body; fails as too large if there are more than the limit. */
    static Mono<byte[]> read(Flux<DataBuffer> body, int limit) {
        return Mono.defer(() -> {
            Intake intake = new Intake(limit);
            return body.doOnDiscard(DataBuffer.class, DataBufferUtils::release)
                    .takeUntil(intake::take)
                    .then(Mono.fromSupplier(intake::bytes));
        });
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
        return seen > PATIENCE;
    }

    private byte[] bytes() {
        if (seen > limit) {
            throw new Refused(new Failure.TooLarge(limit));
        }
        return kept.toByteArray();
    }
}
