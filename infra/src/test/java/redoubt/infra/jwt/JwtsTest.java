package redoubt.infra.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Objects;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import redoubt.infra.TestDatabase;
import redoubt.infra.TestPostgres;
import redoubt.infra.privacy.MasterKey;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Failure.Unauthenticated.Why;
import redoubt.model.failure.Refused;

/** Which tokens are ours: those that we signed, in one way, for this purpose, and not too long ago. */
class JwtsTest {

    private static final Instant NOW = Instant.parse("2026-08-08T14:43:12Z");
    private static final MasterKey MASTER = MasterKey.of(TestDatabase.MASTER_KEY, Path.of("none"));
    private static final MasterKey ANOTHER =
            MasterKey.of("YW5vdGhlciBrZXkgb2YgdGhpcnR5LXR3byBieXRlcyE=", Path.of("none"));

    private final TestDatabase database = TestPostgres.fresh();
    private final Claims claims = new Claims(
            Claims.Type.ACCESS,
            "0f0f",
            UUID.randomUUID().toString(),
            UUID.randomUUID().toString(),
            7,
            NOW,
            NOW.plus(60, ChronoUnit.MINUTES));

    @AfterEach
    void stop() {
        database.drop();
    }

    @Test
    void whatATokenSaysIsReadByEveryNode() throws ParseException {
        String token = value(jwts(NOW, MASTER).write(claims));

        assertThat(value(jwts(NOW, MASTER).read(token))).isEqualTo(claims);
        assertThat(value(jwts(NOW, ANOTHER).read(token))).isEqualTo(claims);
        JWSHeader header = SignedJWT.parse(token).getHeader();
        assertThat(header.getAlgorithm()).isEqualTo(JWSAlgorithm.ES256);
        assertThat(header.getType()).isEqualTo(JOSEObjectType.JWT);
        assertThat(SignedJWT.parse(token).getJWTClaimsSet().getClaim("user_id")).isEqualTo("7");
    }

    @Test
    void itsTimeIsAskedAtEachUse() {
        Jwts[] later = {jwts(NOW.plus(59, ChronoUnit.MINUTES), MASTER), jwts(NOW.plus(60, ChronoUnit.MINUTES), MASTER)};
        String token = value(jwts(NOW, MASTER).write(claims));

        assertThat(value(later[0].read(token))).isEqualTo(claims);
        assertThat(why(later[1], token)).isEqualTo(Why.EXPIRED);
    }

    @Test
    void whoeverSignsAtTheSameTimeForTheFirstTimeSignsWithTheSameKey() throws ParseException {
        Jwts jwts = jwts(NOW, MASTER);

        var tokens =
                value(Flux.range(0, 20).flatMap(_ -> jwts.write(claims), 20).collectList());

        assertThat(tokens).hasSize(20).extracting(JwtsTest::kid).containsOnly(kid(tokens.getFirst()));
        assertThat(published(NOW)).containsOnlyOnce("\"kid\"");
    }

    @Test
    void whoeverLookedBeforeAKeyWasMadeAndHearsOfItAfterwardsMakesNoOther() {
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        Keyring keyring = new Keyring(new LateFirst(database.connections()), MASTER.strongbox("signing keys"), clock);
        Jwts jwts = new Jwts(keyring, Schedulers.boundedElastic(), clock);

        value(Mono.zip(jwts.write(claims), jwts.write(claims)));

        assertThat(published(NOW)).containsOnlyOnce("\"kid\"");
    }

    @Test
    void nodesWithOneMasterKeyShareAKeyAndTakeAnotherAfterItsTerm() throws ParseException {
        String first = kid(value(jwts(NOW, MASTER).write(claims)));
        String same = kid(value(jwts(NOW.plus(29, ChronoUnit.DAYS), MASTER).write(claims)));
        String stranger = kid(value(jwts(NOW, ANOTHER).write(claims)));
        Instant after = NOW.plus(31, ChronoUnit.DAYS);
        String next = kid(value(jwts(after, MASTER).write(claims)));

        assertThat(same).isEqualTo(first);
        assertThat(stranger).isNotEqualTo(first);
        assertThat(next).isNotIn(first, stranger);
        assertThat(published(after)).contains(first, next).doesNotContain("\"d\"");
        assertThat(published(NOW.plus(39, ChronoUnit.DAYS))).contains(next).doesNotContain(first);
    }

    @Test
    void nothingElseIsOne() throws JOSEException, ParseException {
        Jwts jwts = jwts(NOW, MASTER);
        String good = value(jwts.write(claims));
        String kid = kid(good);
        ECKey foreign = new ECKeyGenerator(Curve.P_256).keyID(kid).generate();
        JWTClaimsSet set = SignedJWT.parse(good).getJWTClaimsSet();

        // The same words under another signature.
        refuses(jwts, signed(header(JWSAlgorithm.ES256, kid), set, new ECDSASigner(foreign)));
        // A key that comes along, or an address of one, is not looked at.
        refuses(
                jwts,
                signed(
                        new JWSHeader.Builder(JWSAlgorithm.ES256)
                                .jwk(foreign.toPublicJWK())
                                .build(),
                        set,
                        new ECDSASigner(foreign)));
        refuses(
                jwts,
                signed(
                        new JWSHeader.Builder(JWSAlgorithm.ES256)
                                .jwkURL(URI.create("http://127.0.0.1:1/keys"))
                                .keyID("../../keys' or '1'='1")
                                .build(),
                        set,
                        new ECDSASigner(foreign)));
        // Other algorithms, with our public key for a secret and without any.
        byte[] known = published(NOW).getBytes(StandardCharsets.UTF_8);
        refuses(jwts, signed(header(JWSAlgorithm.HS256, kid), set, new MACSigner(known)));
        refuses(
                jwts,
                signed(header(JWSAlgorithm.RS256, kid), set, new RSASSASigner(new RSAKeyGenerator(2048).generate())));
        refuses(jwts, new PlainJWT(set).serialize());
        // Parts of good ones.
        refuses(jwts, good.substring(0, good.lastIndexOf('.') + 1));
        refuses(jwts, good + "x");
        refuses(jwts, "a.b.c");
        refuses(jwts, "");
        refuses(jwts, "x".repeat(5_000) + ".b.c");
        assertThat(value(jwts.read(good))).isEqualTo(claims);
    }

    @Test
    void whatWeSignedForAnotherPurposeIsNone() throws JOSEException {
        Jwts jwts = jwts(NOW, MASTER);
        ECKey own = value(keyring(NOW, MASTER).signing());
        assertThat(value(jwts.read(ours(own, set -> set)))).isNotNull();

        refuses(jwts, ours(own, set -> set.issuer("somebody")));
        refuses(jwts, ours(own, set -> set.audience("elsewhere")));
        refuses(jwts, ours(own, set -> set.claim("token_type", "id")));
        refuses(jwts, ours(own, set -> set.claim("sid", "not a session")));
        refuses(jwts, ours(own, set -> set.claim("user_id", "x")));
        refuses(jwts, ours(own, set -> set.subject(null)));
        refuses(jwts, ours(own, set -> set.expirationTime(null)));
        refuses(jwts, ours(own, set -> set.jwtID(null)));
    }

    private static String ours(ECKey key, UnaryOperator<JWTClaimsSet.Builder> change) throws JOSEException {
        JWTClaimsSet.Builder set = new JWTClaimsSet.Builder()
                .issuer("redoubt")
                .audience("redoubt")
                .subject(UUID.randomUUID().toString())
                .jwtID("0f")
                .issueTime(Date.from(NOW))
                .expirationTime(Date.from(NOW.plusSeconds(60)))
                .claim("token_type", "access")
                .claim("user_id", "7")
                .claim("sid", UUID.randomUUID().toString());
        return Forger.signed(
                new JWSHeader.Builder(header(JWSAlgorithm.ES256, key.getKeyID())),
                change.apply(set).build(),
                key);
    }

    private static JWSHeader header(JWSAlgorithm algorithm, String kid) {
        return new JWSHeader.Builder(algorithm)
                .type(JOSEObjectType.JWT)
                .keyID(kid)
                .build();
    }

    private static String signed(JWSHeader header, JWTClaimsSet set, JWSSigner signer) throws JOSEException {
        SignedJWT token = new SignedJWT(header, set);
        token.sign(signer);
        return token.serialize();
    }

    private static void refuses(Jwts jwts, String token) {
        assertThat(why(jwts, token)).as(token).isEqualTo(Why.INVALID);
    }

    private static Why why(Jwts jwts, String token) {
        Why[] why = new Why[1];
        assertThatThrownBy(() -> value(jwts.read(token)))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> why[0] = ((Failure.Unauthenticated) refused.failure()).why());
        return why[0];
    }

    private static String kid(String token) throws ParseException {
        return SignedJWT.parse(token).getHeader().getKeyID();
    }

    private String published(Instant now) {
        return new String(value(keyring(now, MASTER).published()), StandardCharsets.UTF_8);
    }

    private Jwts jwts(Instant now, MasterKey master) {
        return new Jwts(keyring(now, master), Schedulers.boundedElastic(), Clock.fixed(now, ZoneOffset.UTC));
    }

    private Keyring keyring(Instant now, MasterKey master) {
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);
        return new Keyring(database.connections(), master.strongbox("signing keys"), clock);
    }

    private static <T> T value(Mono<T> mono) {
        return Objects.requireNonNull(mono.block(Duration.ofSeconds(30)));
    }
}
