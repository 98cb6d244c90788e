package redoubt.infra.jwt;

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
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Makes of a good token what others might show in its place. */
final class Forger {

    private static final String NOWHERE = "http://127.0.0.1:9/keys";

    private final String good;
    private final JWTClaimsSet claims;
    private final ECKey ours;
    private final ECKey foreign;
    private final String published;

    /**
     * Forges what says the same as a good token.
     *
     * @param ours the key of the house, for what it might sign by mistake
     * @param published what everybody may read of it
     */
    Forger(String good, ECKey ours, String published) throws JOSEException, ParseException {
        this.good = good;
        this.claims = SignedJWT.parse(good).getJWTClaimsSet();
        this.ours = ours;
        this.foreign = new ECKeyGenerator(Curve.P_256).keyID(ours.getKeyID()).generate();
        this.published = published;
    }

    /** Everything that is not the token, by what it is. */
    Map<String, String> all() throws JOSEException {
        Map<String, String> all = new LinkedHashMap<>();
        byBorrowedKeys(all);
        byOtherAlgorithms(all);
        all.put("another issuer", ours(set -> set.issuer("somebody")));
        all.put("another audience", ours(set -> set.audience("elsewhere")));
        all.put("no audience", ours(set -> set.audience((String) null)));
        all.put(
                "expired",
                ours(set -> set.expirationTime(Date.from(Instant.now().minusSeconds(1)))));
        all.put("for ever", ours(set -> set.expirationTime(null)));
        all.put(
                "not yet valid",
                ours(set -> set.notBeforeTime(Date.from(Instant.now().plusSeconds(600)))));
        all.put("for nothing", ours(set -> set.claim("token_type", "id")));
        all.put("another type", signed(header(JWSAlgorithm.ES256).type(new JOSEObjectType("at+jwt")), claims, ours));
        all.put(
                "something critical that nobody knows",
                signed(header(JWSAlgorithm.ES256).criticalParams(Set.of("urn:key")), claims, ours));
        all.put("a session that is none", ours(set -> set.claim("sid", "0190b6f0-0000-7000-8000-000000000000")));
        byOtherSpellings(all);
        return all;
    }

    private void byBorrowedKeys(Map<String, String> all) throws JOSEException {
        all.put("under our name by another key", signed(header(JWSAlgorithm.ES256), claims, foreign));
        for (String kid : new String[] {"../../../../dev/null", "x' or '1'='1", "nobody", "\u0000", "%00", ""}) {
            all.put("kid " + kid, signed(header(JWSAlgorithm.ES256).keyID(kid), claims, foreign));
        }
        all.put("no kid", signed(header(JWSAlgorithm.ES256).keyID(null), claims, foreign));
        all.put("jwk", signed(header(JWSAlgorithm.ES256).jwk(foreign.toPublicJWK()), claims, foreign));
        all.put("jku", signed(header(JWSAlgorithm.ES256).jwkURL(URI.create(NOWHERE)), claims, foreign));
        all.put("x5u", signed(header(JWSAlgorithm.ES256).x509CertURL(URI.create(NOWHERE)), claims, foreign));
        all.put(
                "jwk without a kid",
                signed(header(JWSAlgorithm.ES256).keyID(null).jwk(foreign.toPublicJWK()), claims, foreign));
    }

    private void byOtherAlgorithms(Map<String, String> all) throws JOSEException {
        all.put("none", new PlainJWT(claims).serialize());
        String none = Base64URL.encode("{\"alg\":\"none\",\"typ\":\"JWT\"}").toString();
        all.put("none under our signature", none + good.substring(good.indexOf('.')));
        all.put("None", none.replace("none", "None") + "." + part(1) + ".");
        all.put("HS256 with all that is published", mac(published.getBytes(StandardCharsets.UTF_8)));
        all.put(
                "HS256 with the public key",
                mac(ours.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8)));
        all.put("HS256 with its bytes", mac(ours.toECPublicKey().getEncoded()));
        all.put(
                "RS256",
                signed(header(JWSAlgorithm.RS256), claims, new RSASSASigner(new RSAKeyGenerator(2_048).generate())));
        all.put("an algorithm of the other curve", otherCurve());
    }

    private void byOtherSpellings(Map<String, String> all) {
        String signature = part(2);
        String rest = good.substring(0, good.lastIndexOf('.'));
        all.put("its signature taken off", rest + ".");
        all.put("its signature and its point taken off", rest);
        all.put("half its signature", rest + "." + signature.substring(0, signature.length() / 2));
        all.put("a signature of nothing", rest + "." + Base64URL.encode(new byte[64]));
        all.put("the other signature of the same", rest + "." + other(signature));
        all.put("stray bits", good.substring(0, good.length() - 1) + strayed(good.charAt(good.length() - 1)));
        all.put("padding", good + "==");
        all.put("something behind", good + "x");
        all.put("a part behind", good + ".x");
        all.put("something before", "x" + good);
        all.put("other words", part(0) + "." + Base64URL.encode("{\"sub\":\"root\"}") + "." + signature);
        all.put("five parts", good + "." + part(1) + "." + signature);
        all.put("too long", part(0) + "." + "x".repeat(5_000) + "." + signature);
    }

    /** Where (r, s) proves something, (r, n − s) does as well. */
    private static Base64URL other(String signature) {
        byte[] both = new Base64URL(signature).decode();
        BigInteger order = Curve.P_256.toECParameterSpec().getOrder();
        byte[] s = order.subtract(new BigInteger(1, Arrays.copyOfRange(both, 32, 64)))
                .toByteArray();
        int length = Math.min(32, s.length);
        Arrays.fill(both, 32, 64, (byte) 0);
        System.arraycopy(s, s.length - length, both, 64 - length, length);
        return Base64URL.encode(both);
    }

    /** Another letter that stands for the same bits of the last byte: its last four mean nothing. */
    private static char strayed(char last) {
        String letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        return letters.charAt(letters.indexOf(last) ^ 1);
    }

    private String part(int index) {
        return good.split("\\.")[index];
    }

    private String ours(UnaryOperator<JWTClaimsSet.Builder> change) throws JOSEException {
        return signed(
                header(JWSAlgorithm.ES256),
                change.apply(new JWTClaimsSet.Builder(claims)).build(),
                ours);
    }

    private String mac(byte[] secret) throws JOSEException {
        return signed(header(JWSAlgorithm.HS256), claims, new MACSigner(secret));
    }

    private String otherCurve() throws JOSEException {
        ECKey other = new ECKeyGenerator(Curve.P_384).keyID(ours.getKeyID()).generate();
        return signed(header(JWSAlgorithm.ES384), claims, new ECDSASigner(other));
    }

    private JWSHeader.Builder header(JWSAlgorithm algorithm) {
        return new JWSHeader.Builder(algorithm).type(JOSEObjectType.JWT).keyID(ours.getKeyID());
    }

    /** By a key of our sort, written as we write it, so that its signature is the only thing to be found fault with. */
    static String signed(JWSHeader.Builder header, JWTClaimsSet set, ECKey key) throws JOSEException {
        SignedJWT token = new SignedJWT(header.build(), set);
        token.sign(new ECDSASigner(key));
        return new String(token.getSigningInput(), StandardCharsets.US_ASCII)
                + "."
                + Signatures.canonical(token.getSignature());
    }

    private static String signed(JWSHeader.Builder header, JWTClaimsSet set, JWSSigner signer) throws JOSEException {
        SignedJWT token = new SignedJWT(header.build(), set);
        token.sign(signer);
        return token.serialize();
    }
}
