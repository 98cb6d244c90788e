package redoubt.model.access;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import redoubt.model.Required;

/**
 * How much somebody may ask for. Both bounds hold.
 *
 * @param hourly requests in an hour of the clock
 * @param burst requests in a minute of the clock
 */
public record Quota(
        @Required @Min(1) @Max(MOST) Integer hourly,
        @Required @Min(1) @Max(MOST) Integer burst) {

    /** The largest bound there can be. */
    public static final int MOST = 1_000_000_000;
}
