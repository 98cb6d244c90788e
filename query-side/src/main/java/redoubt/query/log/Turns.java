package redoubt.query.log;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets one thread at a time do what any may ask for, without anybody waiting: whoever asks meanwhile leaves a turn, and the one at
 * work takes it. What one turn wrote the next one sees.
 */
public final class Turns {

    private final AtomicInteger left = new AtomicInteger();
    private final Runnable work;

    /** Each turn does that work, once for all who asked before it began. */
    public Turns(Runnable work) {
        this.work = work;
    }

    /** Has the work done: by this thread, or by the one that is at it. */
    public void take() {
        if (left.getAndIncrement() == 0) {
            finish();
        }
    }

    /** Begins something else in place of the work, to be followed by {@link #finish}; not while a thread is at work. */
    boolean begin() {
        return left.compareAndSet(0, 1);
    }

    /** Does the work until nobody has asked for it. */
    void finish() {
        int taken = 1;
        do {
            work.run();
            taken = left.addAndGet(-taken);
        } while (taken != 0);
    }
}
