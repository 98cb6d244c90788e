package redoubt.infra.account;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.BlockPool;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.FixedBlockPool;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * The hash of a password, written as others write it: {@code $argon2id$v=19$m=19456,t=2,p=1$salt$hash}. The memory that a hash needs stays
 * with the thread that needed it: 19 MiB of small pieces, made anew for each hash, kept the garbage collector copying them
 * while everybody else waited. It is overwritten after each. Safe for any thread.
 */
final class Argon2id {

    /** 19 MiB and two passes: what OWASP recommends where logins share a machine with other work. */
    private static final int KIBIBYTES = 19_456;

    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int SALT = 16;
    private static final int LENGTH = 32;

    /** Besides the memory of the hash, what it takes to go through it. */
    private static final int MORE = 8;

    private static final Pattern KEPT =
            Pattern.compile("\\$argon2id\\$v=(\\d{1,3})\\$m=(\\d{1,8}),t=(\\d{1,5}),p=(\\d{1,3})"
                    + "\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

    private final SecureRandom random = new SecureRandom();
    private final ThreadLocal<BlockPool> memory = ThreadLocal.withInitial(() -> new FixedBlockPool(KIBIBYTES + MORE));

    /** What is kept of a password; different each time. */
    String encode(String password) {
        byte[] salt = new byte[SALT];
        random.nextBytes(salt);
        byte[] hash = hash(password, salt, Argon2Parameters.ARGON2_VERSION_13, KIBIBYTES, PASSES, LANES, LENGTH);
        Base64.Encoder text = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s"
                .formatted(
                        Argon2Parameters.ARGON2_VERSION_13,
                        KIBIBYTES,
                        PASSES,
                        LANES,
                        text.encodeToString(salt),
                        text.encodeToString(hash));
    }

    /** Whether it is the password of which that was kept, with whatever parameters. */
    boolean matches(String password, String kept) {
        Matcher told = KEPT.matcher(kept);
        if (!told.matches()) {
            return false;
        }
        byte[] wanted = Base64.getDecoder().decode(told.group(6));
        byte[] hash = hash(
                password,
                Base64.getDecoder().decode(told.group(5)),
                Integer.parseInt(told.group(1)),
                Integer.parseInt(told.group(2)),
                Integer.parseInt(told.group(3)),
                Integer.parseInt(told.group(4)),
                wanted.length);
        return MessageDigest.isEqual(hash, wanted);
    }

    private byte[] hash(String password, byte[] salt, int version, int kibibytes, int passes, int lanes, int length) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(version)
                .withMemoryAsKB(kibibytes)
                .withIterations(passes)
                .withParallelism(lanes)
                .withSalt(salt)
                .withBlockPool(memory.get())
                .build());
        byte[] hash = new byte[length];
        generator.generateBytes(password.toCharArray(), hash);
        return hash;
    }
}
