package redoubt.identity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import redoubt.model.Always;
import redoubt.model.Computed;
import redoubt.model.Personal;
import redoubt.model.Ref;
import redoubt.model.Resource;
import redoubt.people.User;

/** What begins when a person signs in, and ends when they sign out or are signed out. Every token of it ends with it. */
@Resource(name = "session", plural = "sessions")
public record Session(
        @Personal @Computed @Always Ref<User> user,
        @Computed @Nullable Instant endedAt,
        @Computed @Nullable Ending ending) {

    /** Why a session ended. */
    public enum Ending {
        /** Its owner left. */
        SIGNED_OUT,
        /** Its owner took another password, in another session. */
        PASSWORD_CHANGED,
        /** Its owner did not know their password any more and took another one. */
        PASSWORD_RESET,
        /** A token was shown that had been exchanged before: two have it, and one of them should not. */
        TOKEN_REUSED,
        /** Its owner was erased. */
        ERASED
    }

    /** Whether it goes on. */
    public boolean open() {
        return endedAt == null;
    }
}
