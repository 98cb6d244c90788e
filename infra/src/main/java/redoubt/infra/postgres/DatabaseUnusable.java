package redoubt.infra.postgres;

import org.jspecify.annotations.Nullable;

/** The database cannot be used; the message says why in one sentence that is fit for the person who starts Redoubt. */
public final class DatabaseUnusable extends RuntimeException {

    public DatabaseUnusable(String sentence) {
        super(sentence);
    }

    public DatabaseUnusable(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }
}
