package redoubt.api.stream;

import java.util.Locale;

/** Why the server ends a stream. */
enum Reason {
    /** It is as old as it may get; the client goes on with a new one, perhaps at another node or with other rights. */
    MAX_AGE,
    /** The server stops. */
    SHUTDOWN,
    /** The credential is good no longer. */
    TOKEN_REVOKED,
    /** The caller may not follow streams any longer. */
    PERMISSION_LOST,
    /** An operator ended it; the client may come back. */
    CLOSED,
    /** Everything that was asked for has been told. */
    UNTIL_REACHED;

    /** The name on the wire. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
