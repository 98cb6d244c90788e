package redoubt.infra.security;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;

/**
 * Another issuer whose tokens are good here, for whoever has the address that it verified.
 *
 * @param issuer as it calls itself; none by default
 * @param audience what its tokens for this program are meant for; needed with an issuer
 * @param algorithms with which it may sign
 * @param provision whether somebody without an account gets one
 */
public record TrustedIssuer(
        @Nullable @Pattern(regexp = "https?://\\S+", message = "must be an address")
        String issuer,

        @Nullable String audience,
        @DefaultValue({"RS256", "PS256", "ES256"}) @NotEmpty List<SignatureAlgorithm> algorithms,
        @DefaultValue("false") boolean provision) {

    /** What is empty is not set. */
    public TrustedIssuer {
        issuer = issuer == null || issuer.isBlank() ? null : issuer;
        audience = audience == null || audience.isBlank() ? null : audience;
        algorithms = List.copyOf(algorithms);
        if (issuer != null && audience == null) {
            throw new IllegalArgumentException("redoubt.oidc.audience is needed with redoubt.oidc.issuer");
        }
    }
}
