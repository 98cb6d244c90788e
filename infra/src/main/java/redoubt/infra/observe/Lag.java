package redoubt.infra.observe;

/**
 * How far a reader of the event log is behind; every bean of this type is measured under its bean name and counts for
 * readiness. Both methods are called from any thread and must not wait.
 */
public interface Lag {

    /** The greatest position of the log that is known here. */
    long head();

    /** The position up to which everything has been read. */
    long reached();

    /** The number of positions between the two, never negative. */
    default long events() {
        return Math.max(0, head() - reached());
    }
}
