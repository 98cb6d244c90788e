package redoubt.api.auth;

import org.jspecify.annotations.Nullable;

/** A secret that somebody presented; empty when it has a form that no token has. */
final class Presented extends SpringToken {

    private static final long serialVersionUID = 1L;

    private final transient String secret;
    private final transient @Nullable String ip;

    Presented(String secret, @Nullable String ip) {
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
}
