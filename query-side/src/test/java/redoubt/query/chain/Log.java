package redoubt.query.chain;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import redoubt.model.wire.Json;
import redoubt.query.chain.PublicKeys.Published;
import redoubt.query.chain.Verifier.Terms;

/** A sealed log of some events of some resources, to be tampered with. */
final class Log {

    static final Signer SIGNER = new Signer();

    final List<Entry> entries = new ArrayList<>();
    private final Map<String, Integer> versions = new HashMap<>();

    /** So many events; those of another flavour say something else at the same places. */
    static Log of(int events, String flavour) {
        Log log = new Log();
        log.more(events, flavour);
        return log;
    }

    /** As many more. */
    void more(int events, String flavour) {
        for (int i = 0; i < events; i++) {
            String resource = "r" + entries.size() % 3;
            append(resource, versions.merge(resource, 1, Integer::sum), flavour);
        }
    }

    /** One more event, of any version. */
    void append(String resource, int version, String says) {
        long position = entries.size() + 1L;
        var core = Core.of(
                position,
                "e" + position,
                version == 1 ? "risk.created" : "risk.updated",
                1,
                new Core.Stored(
                        Map.of(
                                "resource", resource,
                                "version", Integer.toString(version),
                                "actor_type", "user",
                                "actor", "ada",
                                "organization", "acme",
                                "command", "write_risk"),
                        Instant.parse("2026-01-15T10:30:00Z").plusSeconds(position)),
                Json.MAPPER
                        .createObjectNode()
                        .put("name", says + " " + position)
                        .put("impact", position));
        String before = entries.isEmpty() ? Chain.GENESIS : hash((int) position - 1);
        entries.add(new Entry(position, before, Chain.next(before, core), core, null));
    }

    String hash(int position) {
        return String.valueOf(entries.get(position - 1).hash());
    }

    Anchor anchor(int position) {
        return new Anchor(position, hash(position));
    }

    /** The first events of this log, and after them those of another one, each with the right hash. */
    Log until(int position, int events, String flavour) {
        Log fork = new Log();
        for (int i = 0; i < position; i++) {
            fork.versions.merge("r" + i % 3, 1, Integer::sum);
            fork.entries.add(entries.get(i));
        }
        fork.more(events, flavour);
        return fork;
    }

    /** The lines of an export, without its end. */
    List<String> lines() {
        return new ArrayList<>(entries.stream()
                .map(entry -> new String(Lines.write(entry), StandardCharsets.UTF_8).strip())
                .toList());
    }

    /** What is found in lines that should be the whole log. */
    static Verdict verify(List<String> lines, List<Anchor> anchors, Checkpoint... checkpoints) {
        Verifier verifier =
                new Verifier(Terms.after(1, Chain.GENESIS), anchors, new PublicKeys(List.of(SIGNER.published)));
        for (Checkpoint checkpoint : checkpoints) {
            verifier.expect(checkpoint);
        }
        lines.forEach(line -> verifier.next(Lines.entry(line)));
        return verifier.end(true);
    }

    /** Somebody with a key. */
    static final class Signer {

        private final KeyPair pair;
        final Published published;

        Signer() {
            try {
                pair = KeyPairGenerator.getInstance(PublicKeys.ALGORITHM).generateKeyPair();
            } catch (NoSuchAlgorithmException impossible) {
                throw new AssertionError(impossible);
            }
            byte[] encoded = pair.getPublic().getEncoded();
            published =
                    new Published(PublicKeys.id(encoded), Base64.getEncoder().encodeToString(encoded));
        }

        Checkpoint sign(Anchor anchor) {
            try {
                String at = "2026-01-15T11:00:00Z";
                Signature signature = Signature.getInstance(PublicKeys.ALGORITHM);
                signature.initSign(pair.getPrivate());
                signature.update(Checkpoint.signed(anchor.position(), anchor.hash(), at));
                return new Checkpoint(
                        anchor.position(),
                        anchor.hash(),
                        at,
                        published.keyId(),
                        Base64.getEncoder().encodeToString(signature.sign()));
            } catch (java.security.GeneralSecurityException impossible) {
                throw new AssertionError(impossible);
            }
        }
    }
}
