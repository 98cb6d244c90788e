package redoubt.query.chain;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** The keys that checkpoints may be signed with. Immutable. */
public final class PublicKeys {

    /** The algorithm of them all. */
    public static final String ALGORITHM = "Ed25519";

    private static final int ID_BYTES = 8;

    private final Map<String, PublicKey> byId = new HashMap<>();

    /** These keys; what is none proves nothing. */
    public PublicKeys(Collection<Published> published) {
        for (Published each : published) {
            try {
                byte[] encoded = Base64.getDecoder().decode(each.publicKey());
                // A key that goes by the name of another would let that other's checkpoints pass for its own.
                if (id(encoded).equals(each.keyId())) {
                    byId.put(
                            each.keyId(),
                            KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded)));
                }
            } catch (GeneralSecurityException | IllegalArgumentException _) {
                // left out, so that its checkpoints are found to be unproved
            }
        }
    }

    /** The name of a key: the beginning of the digest of its bytes. */
    public static String id(byte[] encoded) {
        return HexFormat.of().formatHex(Chain.sha256().digest(encoded), 0, ID_BYTES);
    }

    /** Whether one of these keys signed the checkpoint. */
    public boolean prove(Checkpoint checkpoint) {
        PublicKey key = byId.get(checkpoint.keyId());
        if (key == null) {
            return false;
        }
        try {
            Signature verification = Signature.getInstance(ALGORITHM);
            verification.initVerify(key);
            verification.update(Checkpoint.signed(checkpoint.position(), checkpoint.hash(), checkpoint.at()));
            return verification.verify(Base64.getDecoder().decode(checkpoint.signature()));
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            return false;
        }
    }

    /**
     * A key as it is published.
     *
     * @param keyId its name
     * @param publicKey its X.509 encoding, in Base64
     */
    public record Published(String keyId, String publicKey) {

        /** Writes it as JSON. */
        public void write(JsonGenerator out) {
            out.writeStartObject();
            out.writeStringProperty("key_id", keyId);
            out.writeStringProperty("algorithm", ALGORITHM);
            out.writeStringProperty("public_key", publicKey);
            out.writeEndObject();
        }

        /**
         * Reads what {@link #write} wrote.
         *
         * @throws IllegalArgumentException if it is none
         */
        public static Published read(JsonNode node) {
            JsonNode id = node.path("key_id");
            JsonNode key = node.path("public_key");
            if (!id.isString() || !key.isString()) {
                throw new IllegalArgumentException("A key without key_id and public_key");
            }
            return new Published(id.stringValue(), key.stringValue());
        }
    }
}
