package redoubt.infra.cli;

/** Something that was asked for was not done; says so in a sentence, and to scripts by its status. */
final class Failed extends RuntimeException {

    /** The server understood and refused. */
    static final int REFUSED = 1;

    /** What was asked for makes no sense. */
    static final int MISUNDERSTOOD = 2;

    /** Nobody is signed in, or not any more. */
    static final int UNKNOWN_CALLER = 3;

    /** The server does not answer, or not as it should. */
    static final int UNREACHABLE = 4;

    private static final long serialVersionUID = 1L;

    private final int status;

    Failed(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }
}
