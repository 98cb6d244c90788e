package redoubt.api.auth;

import org.springframework.security.core.AuthenticationException;
import redoubt.model.failure.Failure;

/** A credential that is no good, and why. */
final class Rejected extends AuthenticationException {

    private static final long serialVersionUID = 1L;

    private final transient Failure.Unauthenticated failure;

    Rejected(Failure.Unauthenticated failure) {
        super("Rejected: " + failure.why());
        this.failure = failure;
    }

    Failure.Unauthenticated failure() {
        return failure;
    }
}
