package redoubt.api.auth;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/** A secret that somebody presented; empty when it has a form that no token has. */
final class Presented extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1L;

    private final transient String secret;
    private final transient @Nullable String ip;

    Presented(String secret, @Nullable String ip) {
        super(List.of());
        this.secret = secret;
        this.ip = ip;
    }

    String secret() {
        return secret;
    }

    @Nullable
    String ip() {
        return ip;
    }

    @Override
    public Object getPrincipal() {
        return "";
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
