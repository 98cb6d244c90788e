package redoubt.infra.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SignaturesTest {

    private static final int SIGNATURES = 2_000;

    @Test
    void whateverIsSignedIsWrittenInOneWayAndProvesTheSame() throws JOSEException {
        ECKey key = new ECKeyGenerator(Curve.P_256).generate();
        JWSHeader header = new JWSHeader(JWSAlgorithm.ES256);
        ECDSASigner signer = new ECDSASigner(key);
        ECDSAVerifier verifier = new ECDSAVerifier(key.toECPublicKey());
        int changed = 0;
        for (int i = 0; i < SIGNATURES; i++) {
            byte[] text = ("text " + i).getBytes(StandardCharsets.UTF_8);
            Base64URL signed = signer.sign(header, text);
            Base64URL written = Signatures.canonical(signed);

            assertThat(Signatures.canonical(written.toString())).isTrue();
            assertThat(verifier.verify(header, text, written)).isTrue();
            assertThat(Signatures.canonical(written)).isEqualTo(written);
            if (!written.equals(signed)) {
                changed++;
                assertThat(verifier.verify(header, text, signed)).isTrue();
                assertThat(Signatures.canonical(signed.toString())).isFalse();
            }
        }
        assertThat(changed).isBetween(SIGNATURES / 4, SIGNATURES * 3 / 4);
    }
}
