package redoubt.infra.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** One numbered step of the schema: {@code schema/001_event_log.sql}. */
record SchemaScript(int number, String name, String text) {

    private static final Pattern FILE = Pattern.compile("(\\d{3})_([a-z0-9_]+)\\.sql");

    /** The steps on the class path in their order. */
    static List<SchemaScript> onClassPath() throws IOException {
        var files = new PathMatchingResourcePatternResolver().getResources("classpath*:schema/*.sql");
        var scripts = Arrays.stream(files)
                .map(SchemaScript::read)
                .sorted(Comparator.comparingInt(SchemaScript::number))
                .toList();
        for (int at = 0; at < scripts.size(); at++) {
            if (scripts.get(at).number() != at + 1) {
                throw new IllegalStateException("Schema scripts are numbered from 001 without gap or repetition, but "
                        + scripts.get(at).label() + " stands in place " + (at + 1));
            }
        }
        return scripts;
    }

    /** A fingerprint of the text, the same whatever line ends a checkout has given it. */
    String checksum() {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }

    String label() {
        return "%03d_%s".formatted(number, name);
    }

    private static SchemaScript read(Resource file) {
        var matcher = FILE.matcher(String.valueOf(file.getFilename()));
        if (!matcher.matches()) {
            throw new IllegalStateException(
                    "A schema script is named like 001_event_log.sql, not " + file.getFilename());
        }
        try {
            var text = file.getContentAsString(StandardCharsets.UTF_8).replace("\r\n", "\n");
            return new SchemaScript(Integer.parseInt(matcher.group(1)), matcher.group(2), text);
        } catch (IOException unreadable) {
            throw new IllegalStateException("The schema script " + file.getFilename() + " cannot be read", unreadable);
        }
    }
}
