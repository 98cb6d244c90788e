package redoubt.bench.scenario;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.UUID;
import redoubt.bench.load.Zipf;
import redoubt.bench.product.LoggedRisk;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Creations of risks without end, the same ones each time. Each is the program's own creation of a risk with other words,
 * dates, folder and identifiers: what the program derives (severity, scores) stays as the program derived it.
 */
final class SyntheticRisks {

    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> TREATMENTS =
            List.of("open", "mitigate", "mitigate", "mitigate", "avoid", "transfer");
    private static final LocalDate FIRST_DAY = LocalDate.of(2026, 1, 1);
    private static final int DAYS = 730;
    private static final long FIRST_MILLISECOND = 1_767_225_600_000L;

    private final List<Template> templates;
    private final List<String> folders;
    private final SplittableRandom random = new SplittableRandom(Folders.SEED);
    private final Vocabulary vocabulary = new Vocabulary(random);
    private final Zipf drawnFolder;
    private long number;

    SyntheticRisks(List<LoggedRisk> templates, List<String> folders) {
        this.templates = templates.stream().map(Template::of).toList();
        this.folders = folders;
        this.drawnFolder = new Zipf(folders.size(), Folders.EXPONENT, Folders.SEED);
    }

    /** The next creation; its position is for the caller to give. */
    LoggedRisk next() {
        number++;
        var template = templates.get(random.nextInt(templates.size()));
        var id = new UUID(
                (FIRST_MILLISECOND + number) << 16 | 0x7000 | random.nextInt(0x1000),
                0x8000_0000_0000_0000L | random.nextLong() >>> 2);
        var folder = folders.get(drawnFolder.next());
        var refId = random.nextInt(2) == 0 ? null : "R-" + number;
        var payload = template.payload().deepCopy();
        payload.put("name", vocabulary.name());
        payload.put("description", vocabulary.description());
        payload.put("folder", folder);
        payload.put("treatment", TREATMENTS.get(random.nextInt(TREATMENTS.size())));
        var tags = new ArrayList<>(List.of("risk=" + id, "risk.folder=" + folder));
        tags.addAll(template.otherTags());
        if (refId == null) {
            payload.remove("ref_id");
        } else {
            payload.put("ref_id", refId);
            tags.add(refTag(folder, refId));
        }
        sometimes(payload, "due_date");
        sometimes(payload, "review_date");
        var metadata = template.metadata().deepCopy();
        metadata.put("resource", id.toString());
        metadata.put("folder", folder);
        var logged = template.logged();
        return new LoggedRisk(0, logged.type(), logged.version(), tags, payload.toString(), metadata.toString());
    }

    private void sometimes(ObjectNode payload, String date) {
        if (random.nextInt(3) == 0) {
            payload.remove(date);
        } else {
            payload.put(date, FIRST_DAY.plusDays(random.nextInt(DAYS)).toString());
        }
    }

    /** How the program tags a reference number, which is unique within its folder. */
    private static String refTag(String folder, String refId) {
        try {
            var text = folder + '\0' + refId.toLowerCase(Locale.ROOT);
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "risk.ref_id=" + HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }

    /** A creation by the program, taken apart. */
    private record Template(LoggedRisk logged, ObjectNode payload, ObjectNode metadata, List<String> otherTags) {

        static Template of(LoggedRisk logged) {
            var payload = (ObjectNode) JSON.readTree(logged.payload());
            var metadata = (ObjectNode) JSON.readTree(logged.metadata());
            var folder = payload.required("folder").asString();
            var known = List.of(
                    "risk=" + metadata.required("resource").asString(),
                    "risk.folder=" + folder,
                    refTag(folder, payload.required("ref_id").asString()));
            if (!logged.tags().containsAll(known)
                    || !metadata.required("folder").asString().equals(folder)) {
                throw new IllegalStateException("The program tags risks otherwise than is known here: " + logged);
            }
            var others =
                    logged.tags().stream().filter(tag -> !known.contains(tag)).toList();
            return new Template(logged, payload, metadata, others);
        }
    }
}
