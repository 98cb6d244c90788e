package redoubt.query;

import java.time.Duration;
import reactor.core.publisher.Mono;

/** Answers that are worked out once, for everybody who asks. */
public final class Once {

    /** The one length of time for which no timer is set, which would hold on to the answer. */
    private static final Duration FOR_EVER = Duration.ofMillis(Long.MAX_VALUE);

    private Once() {}

    /**
     * The same answer, worked out for the first subscriber and kept for all. Those who come meanwhile wait with them; that
     * some go away does not stop it. A failure is told to those who wait and not kept, and neither is nothing.
     */
    public static <T> Mono<T> of(Mono<T> answer) {
        return answer.cache(_ -> FOR_EVER, _ -> Duration.ZERO, () -> Duration.ZERO);
    }
}
