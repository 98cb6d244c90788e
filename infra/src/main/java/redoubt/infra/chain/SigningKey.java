package redoubt.infra.chain;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redoubt.infra.keys.SecretFile;
import redoubt.query.chain.Checkpoint;
import redoubt.query.chain.PublicKeys;
import redoubt.query.chain.PublicKeys.Published;

/**
 * The key of a node, kept in a file of its data directory that nobody else may read. Both halves stand there, in PEM.
 * Taking the file away is how a key is changed: the next start makes another, and the old public half stays published.
 */
public final class SigningKey {

    private static final Logger log = LoggerFactory.getLogger(SigningKey.class);
    private static final String FILE = "audit-key.pem";
    private static final String PRIVATE = "PRIVATE KEY";
    private static final String PUBLIC = "PUBLIC KEY";

    private final PrivateKey secret;
    private final Published published;

    private SigningKey(PrivateKey secret, Published published) {
        this.secret = secret;
        this.published = published;
    }

    /**
     * The key in a directory, made if there is none. If it cannot be kept there, it is good for this process alone: what
     * it signs can be proved all the same, as its public half is in the database. Reads and writes files, so it waits.
     *
     * @throws KeyUnusable if there is a file that holds no such key
     */
    public static SigningKey in(Path directory) {
        SecretFile file = new SecretFile(directory, FILE);
        try {
            file.make(SigningKey::pem);
        } catch (IOException unwritable) {
            log.warn(
                    "The key for signing checkpoints cannot be kept in {}, so that every start makes another: {}",
                    file.path(),
                    unwritable.toString());
            return read(file.path(), pem());
        }
        try {
            return read(file.path(), file.read());
        } catch (IOException unreadable) {
            throw new KeyUnusable("The key for signing checkpoints in " + file.path() + " cannot be read.", unreadable);
        }
    }

    /** The half that everybody may know. */
    public Published published() {
        return published;
    }

    /** Signs where the chain stands. */
    Checkpoint sign(long position, String hash, String at) {
        try {
            Signature signature = Signature.getInstance(PublicKeys.ALGORITHM);
            signature.initSign(secret);
            signature.update(Checkpoint.signed(position, hash, at));
            String signed = Base64.getEncoder().encodeToString(signature.sign());
            return new Checkpoint(position, hash, at, published.keyId(), signed);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java platform of today has Ed25519", impossible);
        }
    }

    private static String pem() {
        try {
            var pair = KeyPairGenerator.getInstance(PublicKeys.ALGORITHM).generateKeyPair();
            return block(PRIVATE, pair.getPrivate().getEncoded())
                    + block(PUBLIC, pair.getPublic().getEncoded());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every Java platform of today has Ed25519", impossible);
        }
    }

    private static String block(String label, byte[] encoded) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(label, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded), label);
    }

    private static SigningKey read(Path file, String pem) {
        try {
            KeyFactory factory = KeyFactory.getInstance(PublicKeys.ALGORITHM);
            byte[] known = unblock(PUBLIC, pem);
            PrivateKey secret = factory.generatePrivate(new PKCS8EncodedKeySpec(unblock(PRIVATE, pem)));
            factory.generatePublic(new X509EncodedKeySpec(known));
            SigningKey key = new SigningKey(
                    secret,
                    new Published(PublicKeys.id(known), Base64.getEncoder().encodeToString(known)));
            Checkpoint trial = key.sign(1, "", "");
            if (!new PublicKeys(Set.of(key.published)).prove(trial)) {
                throw new GeneralSecurityException("The two halves do not belong together");
            }
            return key;
        } catch (GeneralSecurityException | IllegalArgumentException unusable) {
            throw new KeyUnusable(
                    "The key for signing checkpoints in " + file
                            + " is not an Ed25519 key in PEM, with its private and its public half.",
                    unusable);
        }
    }

    private static byte[] unblock(String label, String pem) {
        Matcher block = Pattern.compile("-----BEGIN " + label + "-----([^-]+)-----END " + label + "-----")
                .matcher(pem);
        if (!block.find()) {
            throw new IllegalArgumentException("No " + label);
        }
        return Base64.getMimeDecoder().decode(block.group(1));
    }
}
