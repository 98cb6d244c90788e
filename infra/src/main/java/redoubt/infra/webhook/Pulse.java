package redoubt.infra.webhook;

import java.time.Duration;

/** How it goes with telling, as far as this node knows. Read and written by any thread. */
final class Pulse {

    private static final Duration LONG = Duration.ofSeconds(30);

    private volatile boolean leading;
    private volatile long last = System.nanoTime();

    /** This node tells from now on, or not. */
    void leads(boolean now) {
        leading = now;
        last = System.nanoTime();
    }

    /** A round was made, or it was found that another node tells. */
    void beat() {
        last = System.nanoTime();
    }

    /** {@code ok} if this node tells, {@code standby} if it waits to, {@code interrupted} if it has done neither for long. */
    String word() {
        if (System.nanoTime() - last > LONG.toNanos()) {
            return "interrupted";
        }
        return leading ? "ok" : "standby";
    }
}
