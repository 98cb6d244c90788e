package redoubt.infra.webhook;

import java.time.Duration;
import redoubt.api.webhook.Delivery.State;

/**
 * What follows from an attempt.
 *
 * @param state how far the delivery is now
 * @param rest after how long it is tried again, if it is
 */
record Outcome(State state, Duration rest) {

    /** Nothing more is tried. */
    static Outcome ended(State state) {
        return new Outcome(state, Duration.ZERO);
    }
}
