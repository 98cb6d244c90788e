package redoubt.model.failure;

/** Carries a {@link Failure} through reactive pipelines. It has no stack trace: a refusal is not a bug. */
public final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Failure failure;

    /** The signal for that failure. */
    public Refused(Failure failure) {
        super(failure.toString(), null, false, false);
        this.failure = failure;
    }

    /** Why it was refused. */
    public Failure failure() {
        return failure;
    }
}
