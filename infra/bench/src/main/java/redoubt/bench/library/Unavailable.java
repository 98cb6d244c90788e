package redoubt.bench.library;

import java.io.Serial;

/** Something to compare with cannot be had on this machine. */
public final class Unavailable extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String reason;

    Unavailable(String reason) {
        super(reason);
        this.reason = reason;
    }

    /** Why, without a full stop. */
    public String reason() {
        return reason;
    }
}
