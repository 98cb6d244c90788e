package redoubt.infra.security;

import com.nimbusds.jwt.JWTParser;
import io.netty.channel.ChannelOption;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Failure.Unauthenticated.Why;
import redoubt.model.failure.Refused;

/**
 * Reads the tokens of one other issuer. Its keys are where it says itself that they are, and nowhere else; none of its
 * algorithms has a secret that two parties share. Safe for any thread.
 */
final class ForeignTokens {

    /** By how much clocks may differ. */
    static final Duration SKEW = Duration.ofSeconds(60);

    private static final int CONNECT_MILLIS = 3_000;
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final int COME_BACK = 5;

    private final String issuer;
    private final NimbusReactiveJwtDecoder decoder;

    /** Asks the issuer for nothing before there is a token of it. */
    ForeignTokens(String issuer, String audience, List<SignatureAlgorithm> algorithms) {
        this.issuer = issuer;
        HttpClient http = HttpClient.create()
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .responseTimeout(ANSWER);
        this.decoder = NimbusReactiveJwtDecoder.withIssuerLocation(issuer)
                .jwsAlgorithms(allowed -> allowed.addAll(algorithms))
                .validateType(false)
                .webClient(WebClient.builder()
                        .clientConnector(new ReactorClientHttpConnector(http))
                        .build())
                .build();
        JwtTypeValidator type = new JwtTypeValidator("JWT", "at+jwt");
        type.setAllowEmpty(true);
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                type,
                new JwtIssuerValidator(issuer),
                new JwtAudienceValidator(audience),
                new JwtTimestampValidator(SKEW)));
    }

    /**
     * Whom a token speaks for.
     *
     * @param email an address that the issuer has verified
     * @param until when the token's time is over, other clocks allowed for
     */
    record Vouched(String email, Instant until) {}

    /** Whether a token says that it is from there, true or not. */
    boolean claims(String token) {
        try {
            return issuer.equals(JWTParser.parse(token).getJWTClaimsSet().getIssuer());
        } catch (ParseException garbled) {
            return false;
        }
    }

    /** What a token is worth; a {@link Refused} signal if it is worth nothing, or the issuer cannot be asked. */
    Mono<Vouched> read(String token) {
        return decoder.decode(token)
                .onErrorMap(thrown -> thrown instanceof BadJwtException, _ -> invalid())
                .onErrorMap(
                        thrown -> !(thrown instanceof Refused),
                        _ -> new Refused(new Failure.Unavailable("issuer_unavailable", COME_BACK)))
                .map(ForeignTokens::vouched);
    }

    private static Vouched vouched(Jwt jwt) {
        String email = jwt.getClaimAsString("email");
        Instant expires = jwt.getExpiresAt();
        boolean verified = Objects.equals(jwt.getClaimAsBoolean("email_verified"), true);
        // Without an end it would be good for ever, and an address that nobody verified may be anybody's.
        if (email == null || email.isBlank() || !verified || expires == null) {
            throw invalid();
        }
        return new Vouched(email.strip(), expires.plus(SKEW));
    }

    private static Refused invalid() {
        return new Refused(new Failure.Unauthenticated(Why.INVALID));
    }
}
