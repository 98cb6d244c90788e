package redoubt.api.auth;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/** What Spring may know of a token: nothing secret, no authorities, and that it equals nothing but itself. */
abstract class SpringToken extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1L;

    SpringToken() {
        super(List.of());
    }

    @Override
    public Object getPrincipal() {
        return "";
    }

    @Override
    public final Object getCredentials() {
        return "";
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public final int hashCode() {
        return System.identityHashCode(this);
    }
}
