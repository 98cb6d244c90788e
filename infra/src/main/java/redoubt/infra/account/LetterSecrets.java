package redoubt.infra.account;

import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Statement;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import reactor.core.publisher.Mono;
import redoubt.infra.postgres.Sql;
import redoubt.model.Ref;
import redoubt.people.User;

/** What stands in letters, by which their readers are known. Only digests of it are kept. */
final class LetterSecrets {

    /** How long a letter is good. */
    static final Duration LIFE = Duration.ofHours(24);

    private static final int SECRET = 32;

    private final Sql sql;
    private final SecureRandom random = new SecureRandom();

    LetterSecrets(ConnectionFactory connections) {
        this.sql = new Sql(connections);
    }

    /** What a letter is for. */
    enum Purpose {
        /** To set a password. */
        RESET,
        /** To prove that its reader has the address. */
        VERIFY;

        private String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Whom a letter is written to, and why.
     *
     * @param user who reads it
     * @param email where it goes: after a change of address it is good no more
     * @param purpose what it is for
     */
    record Reader(Ref<User> user, String email, Purpose purpose) {}

    /** A secret for a letter. */
    String draw() {
        byte[] secret = new byte[SECRET];
        random.nextBytes(secret);
        return HexFormat.of().formatHex(secret);
    }

    /** Keeps what a letter is known by; the one before for the same purpose is good no more. */
    Mono<Void> keep(Reader reader, String secret, Instant until) {
        return sql.run(
                "insert into letter_secret (user_id, purpose, digest, expires_at) values ($1, $2, $3, $4)"
                        + " on conflict (user_id, purpose) do update set digest = excluded.digest,"
                        + " expires_at = excluded.expires_at",
                statement -> bound(statement, reader, secret, until));
    }

    /** Whether a letter is good. */
    Mono<Boolean> good(Reader reader, String secret, Instant now) {
        return asked("select true from letter_secret", "", reader, secret, now);
    }

    /** Uses a letter up; false if it is not good, or was used meanwhile. */
    Mono<Boolean> use(Reader reader, String secret, Instant now) {
        return asked("delete from letter_secret", " returning true", reader, secret, now);
    }

    private Mono<Boolean> asked(String what, String returning, Reader reader, String secret, Instant now) {
        return sql.ask(
                        what + " where user_id = $1 and purpose = $2 and digest = $3 and expires_at > $4" + returning,
                        statement -> bound(statement, reader, secret, now),
                        row -> true)
                .next()
                .defaultIfEmpty(false);
    }

    private static Statement bound(Statement statement, Reader reader, String secret, Instant moment) {
        return statement
                .bind("$1", UUID.fromString(reader.user().id()))
                .bind("$2", reader.purpose().code())
                .bind("$3", digest(secret, reader.email()))
                .bind("$4", moment);
    }

    private static String digest(String secret, String email) {
        try {
            byte[] text = (secret + " " + email).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
