package redoubt.model.failure;

/** Carries a {@link Failure} through reactive pipelines. It has no stack trace: a refusal is not a bug. */
public final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Failure failure;
    private final int index;

    /** The signal for that failure. */
    public Refused(Failure failure) {
        this(failure, 0);
    }

    /** The signal for that failure of the thing at that index among several. */
    public Refused(Failure failure, int index) {
        super(failure.toString(), null, false, false);
        this.failure = failure;
        this.index = index;
    }

    /** Which of several things was refused, from 0. */
    public int index() {
        return index;
    }

    /** Why it was refused. */
    public Failure failure() {
        return failure;
    }
}
