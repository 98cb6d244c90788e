package redoubt.api.auth;

import redoubt.api.route.Bearer;
import redoubt.model.access.Principal;

/** Somebody whose credential is good. */
final class Caller extends SpringToken implements Bearer {

    private static final long serialVersionUID = 1L;

    private final transient Principal principal;

    Caller(Principal principal) {
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
    public String getName() {
        String user = principal.actor().user();
        return user == null ? "system" : user;
    }
}
