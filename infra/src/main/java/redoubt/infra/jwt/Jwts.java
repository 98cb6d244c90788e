package redoubt.infra.jwt;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Failure.Unauthenticated.Why;
import redoubt.model.failure.Refused;

/**
 * Writes and reads tokens. One algorithm is spoken and no other, keys are found by their name among ours and nowhere else, a
 * token is written in one way only, and what a signature was found to be worth is remembered for a while. Safe for any thread.
 */
public final class Jwts {

    private static final String ISSUER = "redoubt";
    private static final String AUDIENCE = "redoubt";
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final int LONGEST = 4_096;
    private static final int REMEMBERED = 10_000;
    private static final Duration MEMORY = Duration.ofMinutes(5);

    private final Keyring keys;
    private final Scheduler signing;
    private final Clock clock;
    private final ReactiveJwtDecoder decoder;
    private final Cache<String, Claims> proven = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .expireAfterWrite(MEMORY)
            .build();

    /** Signs with those keys, on a scheduler on which it may draw random numbers. */
    public Jwts(Keyring keys, Scheduler signing, Clock clock) {
        this.keys = keys;
        this.signing = signing;
        this.clock = clock;
        NimbusReactiveJwtDecoder nimbus = NimbusReactiveJwtDecoder.withJwkSource(
                        token -> keys.verifying(token.getHeader().getKeyID()))
                .jwsAlgorithm(SignatureAlgorithm.ES256)
                .validateType(false)
                .build();
        // Time is asked at each use, also of what is remembered.
        nimbus.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                JwtTypeValidator.jwt(), new JwtIssuerValidator(ISSUER), new JwtAudienceValidator(AUDIENCE)));
        this.decoder = nimbus;
    }

    /** Whether the text could be a token of this sort. */
    public static boolean wellFormed(String text) {
        return text.length() <= LONGEST && FORM.matcher(text).matches();
    }

    /** The token that says so. */
    public Mono<String> write(Claims claims) {
        return keys.signing().publishOn(signing).map(key -> sign(key, claims));
    }

    /**
     * What a token says that is ours and whose time is not over; a {@link Refused} signal with a reason if it is not.
     */
    public Mono<Claims> read(String token) {
        if (!wellFormed(token) || !Signatures.canonical(token.substring(token.lastIndexOf('.') + 1))) {
            return refused(Why.INVALID);
        }
        return Mono.defer(() -> {
                    String digest = digest(token);
                    Claims known = proven.getIfPresent(digest);
                    return known != null
                            ? Mono.just(known)
                            : decoder.decode(token).map(Jwts::claims).doOnNext(claims -> proven.put(digest, claims));
                })
                .onErrorMap(JwtException.class, Jwts::reason)
                .flatMap(claims ->
                        clock.instant().isBefore(claims.expiresAt()) ? Mono.just(claims) : refused(Why.EXPIRED));
    }

    /** A token that cannot be good is one thing, and keys that cannot be had are another. */
    private static Throwable reason(JwtException thrown) {
        Throwable cause = thrown.getCause();
        return thrown instanceof BadJwtException || cause == null
                ? new Refused(new Failure.Unauthenticated(Why.INVALID))
                : cause;
    }

    private static <T> Mono<T> refused(Why why) {
        return Mono.error(() -> new Refused(new Failure.Unauthenticated(why)));
    }

    private static String sign(ECKey key, Claims claims) {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(JOSEObjectType.JWT)
                .keyID(key.getKeyID())
                .build();
        JWTClaimsSet set = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject(claims.user())
                .jwtID(claims.id())
                .issueTime(Date.from(claims.issuedAt()))
                .expirationTime(Date.from(claims.expiresAt()))
                .claim("token_type", claims.type().name().toLowerCase(Locale.ROOT))
                .claim("user_id", Long.toString(claims.pk()))
                .claim("sid", claims.session())
                .build();
        SignedJWT token = new SignedJWT(header, set);
        try {
            token.sign(new ECDSASigner(key));
        } catch (JOSEException impossible) {
            throw new IllegalStateException("Every Java platform signs with P-256", impossible);
        }
        return new String(token.getSigningInput(), StandardCharsets.US_ASCII)
                + "."
                + Signatures.canonical(token.getSignature());
    }

    private static Claims claims(Jwt jwt) {
        Instant issued = jwt.getIssuedAt();
        Instant expires = jwt.getExpiresAt();
        String type = jwt.getClaimAsString("token_type");
        String session = jwt.getClaimAsString("sid");
        String pk = jwt.getClaimAsString("user_id");
        String user = jwt.getSubject();
        String id = jwt.getId();
        if (issued == null
                || expires == null
                || id == null
                || session == null
                || !UUID.matcher(session).matches()
                || user == null
                || !UUID.matcher(user).matches()
                || pk == null
                || !pk.matches("\\d{1,18}")
                // We never sign for later.
                || jwt.getNotBefore() != null
                || type == null
                || !type.matches("access|refresh")) {
            throw new BadJwtException("Not all is there that should be");
        }
        Claims.Type known = type.equals("access") ? Claims.Type.ACCESS : Claims.Type.REFRESH;
        return new Claims(known, id, session, user, Long.parseLong(pk), issued, expires);
    }

    private static String digest(String token) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
