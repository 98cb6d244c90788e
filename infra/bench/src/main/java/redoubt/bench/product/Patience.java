package redoubt.bench.product;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waiting until something is so. */
public final class Patience {

    private Patience() {}

    /**
     * Asks again and again, so often that a measured time is off by no more than the pause.
     *
     * @throws IllegalStateException if it has not become so in time
     */
    public static void until(String what, Duration most, Duration pause, BooleanSupplier so) {
        long end = System.nanoTime() + most.toNanos();
        while (!so.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(what + " did not happen within " + most.toSeconds() + " s");
            }
            pause(pause);
        }
    }

    /** Does nothing for that time. */
    public static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", stopped);
        }
    }
}
