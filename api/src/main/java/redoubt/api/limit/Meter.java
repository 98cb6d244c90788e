package redoubt.api.limit;

import java.time.Instant;

/** A bucket, what is counted in it, and how much may be. */
record Meter(Policy policy, Bucket bucket, Count count, long limit) {

    Reading read() {
        return new Reading(policy, limit, Math.max(0, limit - count.spent()), bucket.ends());
    }

    /** Whether there is no room for so much. */
    boolean lacks(long weight) {
        return count.spent() + weight > limit;
    }

    Instant ends() {
        return bucket.ends();
    }
}
