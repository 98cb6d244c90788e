package redoubt.api.auth;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import redoubt.api.route.Bearer;
import redoubt.model.access.Principal;

/** Somebody whose credential is good. */
final class Caller extends AbstractAuthenticationToken implements Bearer {

    private static final long serialVersionUID = 1L;

    private final transient Principal principal;

    Caller(Principal principal) {
        super(List.of());
        this.principal = principal;
        setAuthenticated(true);
    }

    @Override
    public Principal principal() {
        return principal;
    }

    @Override
    public Object getPrincipal() {
        return principal;
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public String getName() {
        String user = principal.actor().user();
        return user == null ? "system" : user;
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
