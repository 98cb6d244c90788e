package redoubt.infra.security;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What stays of a credential where it is not kept: by it the same standing is found again, for as long as the credential is
 * good.
 *
 * @param kind what it is
 * @param user whose it is
 * @param credential the token or the session; null for a token of another issuer
 * @param until when the time of such a token is over; null for the others, which the log tells of
 */
record Bond(
        Kind kind,
        String user,
        @Nullable String credential,
        @Nullable Instant until) {

    enum Kind {
        TOKEN,
        SESSION,
        ISSUER
    }
}
