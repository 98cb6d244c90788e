package redoubt.infra.webhook;

import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import redoubt.query.feed.ChangeFeed.Filter;

/**
 * The way to one endpoint. What it holds in memory is what is in flight; all else waits in the log and in the database, so a
 * slow endpoint is behind and nobody else is. Rounds use it one at a time; attempts end on any thread.
 */
final class Lane {

    private static final double SECOND = 1e9;

    /** How long it may hold back what happens while no attempt ends, before that is queued. */
    private static final long PATIENCE = 2_000_000_000;

    private final AtomicInteger inFlight = new AtomicInteger();
    private volatile Disposable.Composite flying = Disposables.composite();
    private volatile Endpoint endpoint;
    private volatile boolean well = true;
    private volatile boolean hot;
    private volatile boolean looking = true;
    private @Nullable Filter filter;
    private long read;
    private long stored;
    private double tokens = 1;
    private long filled = System.nanoTime();
    private boolean held;
    private volatile long since;

    Lane(Endpoint endpoint) {
        this.endpoint = endpoint;
        this.read = endpoint.checkpoint();
        this.stored = endpoint.checkpoint();
    }

    Endpoint endpoint() {
        return endpoint;
    }

    /** The endpoint may have changed. What is on its way to where it was is given up. */
    void update(Endpoint now) {
        if (!now.address().url().equals(endpoint.address().url())) {
            Disposable.Composite elsewhere = flying;
            flying = Disposables.composite();
            elsewhere.dispose();
            well = true;
        }
        if (!now.types().equals(endpoint.types()) || !now.folders().equals(endpoint.folders())) {
            filter = null;
        }
        endpoint = now;
        stored = now.checkpoint();
        read = Math.max(read, stored);
    }

    /** Up to which position the log was read for it. */
    long read() {
        return read;
    }

    /** Up to which position it has its messages, as the database knows. */
    long stored() {
        return stored;
    }

    /** There is nothing for it up to there, which nobody needs to know: whoever begins again reads that again. */
    void passed(long position) {
        read = position;
        held = false;
    }

    /** It has its messages up to there, and some of them wait, or none. */
    void reached(long position, boolean waiting) {
        read = position;
        stored = position;
        held = false;
        if (waiting) {
            hot = true;
        }
    }

    /** What it wants to hear, of all that anybody can be told. */
    Filter filter(Set<String> names) {
        Filter known = filter;
        if (known == null) {
            known = endpoint.filter(names);
            filter = known;
        }
        return known;
    }

    /** Whether something may be due. */
    boolean hot() {
        return hot || looking;
    }

    /** How many attempts may begin of what is due; none while nothing is known to be. */
    int room() {
        return hot() ? left() : 0;
    }

    /** How many may begin of what has only just happened: none before what is due, and none whose turn is still to be found out. */
    int spare() {
        return hot() || endpoint.ordered() || endpoint.crew() == null ? 0 : Math.max(0, left());
    }

    /** Whether all that it is told leaves at once, so that nothing is queued for it as far as is known. */
    boolean keepsUp() {
        return !hot && !endpoint.ordered();
    }

    /**
     * Whether what happens waits for it in the log, which costs nothing, since it keeps up and as much is on its way as may be. If no
     * attempt ends for long it is queued for, and is in nobody's way. Once something waits, it does until there is room for several.
     */
    boolean full() {
        if (!keepsUp() || spare() >= (held ? several() : 1)) {
            return false;
        }
        long at = System.nanoTime();
        if (!held) {
            held = true;
            since = at;
        }
        return at - since < PATIENCE;
    }

    /** What is told at once costs little more than one. */
    private int several() {
        return Math.max(1, Math.min(endpoint.inFlight(), endpoint.perSecond()) / 2);
    }

    /** Whether something waited for it in the log. */
    boolean held() {
        return held;
    }

    private int left() {
        Endpoint now = endpoint;
        long at = System.nanoTime();
        tokens = Math.min(now.perSecond(), tokens + (at - filled) / SECOND * now.perSecond());
        filled = at;
        // Whoever did not take the last one is asked by one attempt at a time: many who are deaf are not in the way of
        // others.
        int most = well ? now.inFlight() : 1;
        return (int) Math.min(tokens, most - inFlight.get());
    }

    /** So many attempts were found for so much room. */
    void found(int begun, int room) {
        hot = begun >= room;
        looking = false;
    }

    /** It is to be looked whether something is due. */
    void look() {
        looking = true;
    }

    /** An attempt begins; whoever is told ends it. */
    Disposable.Swap begin() {
        tokens--;
        inFlight.incrementAndGet();
        Disposable.Swap seat = Disposables.swap();
        flying.add(seat);
        return seat;
    }

    /** An attempt has ended, and what waited for its turn may be due. */
    void ended(Disposable seat) {
        inFlight.decrementAndGet();
        since = System.nanoTime();
        flying.remove(seat);
        if (endpoint.ordered()) {
            hot = true;
        }
    }

    /** Whether the last message was taken. */
    void took(boolean taken) {
        well = taken;
    }

    /** Ends; what is in flight is given up and tried again when its time has come. */
    void close() {
        flying.dispose();
    }
}
