package redoubt.infra.webhook;

import io.r2dbc.spi.Statement;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The bodies of messages whose outcomes are noted together. Each is looked at once and kept once, however many were sent it. */
final class Bodies {

    private static final HexFormat HEX = HexFormat.of();

    private final MessageDigest sha256 = sha256();
    private final IdentityHashMap<byte[], String> digests = new IdentityHashMap<>();
    private final Set<Body> all = new HashSet<>();
    private final List<UUID> organizations = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();

    private record Body(UUID organization, String digest) {}

    /** What a body is known by, in hexadecimal digits. */
    String digest(UUID organization, byte[] body) {
        String digest = digests.computeIfAbsent(body, each -> HEX.formatHex(sha256.digest(each)));
        if (all.add(new Body(organization, digest))) {
            organizations.add(organization);
            names.add(digest);
            texts.add(packed(body));
        }
        return digest;
    }

    /** Keeps those that are bound from a number on. */
    static String keep(int first) {
        return """
            insert into webhook_body (org, digest, body)
            select b.org, decode(b.digest, 'hex'), decode(b.body, 'base64')
            from unnest($%d::uuid[], $%d::text[], $%d::text[]) as b(org, digest, body)
            on conflict (org, digest) do update set used_on = current_date where webhook_body.used_on < current_date\
            """.formatted(first, first + 1, first + 2);
    }

    /** Binds those that were asked for, from a number on: whose they are, what they are known by, and what is in them. */
    Statement bound(Statement statement, int first) {
        return statement
                .bind("$" + first, organizations.toArray(UUID[]::new))
                .bind("$" + (first + 1), names.toArray(String[]::new))
                .bind("$" + (first + 2), texts.toArray(String[]::new));
    }

    /** Bytes as the driver takes many of them at once. */
    static String packed(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
