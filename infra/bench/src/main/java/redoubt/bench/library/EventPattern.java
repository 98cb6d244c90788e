package redoubt.bench.library;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import redoubt.bench.product.LoggedRisk;
import tools.jackson.databind.json.JsonMapper;

/**
 * What every event that a library appends looks like, in a file that its process reads.
 *
 * @param file as JSON
 */
public record EventPattern(Path file) {

    private static final JsonMapper JSON = new JsonMapper();

    /**
     * Writes it down.
     *
     * @param sample an event as the program wrote it
     * @param resource the identifier that stands in the sample's tags and becomes a new one each time
     * @param folders the folders to go through; the first stands in the sample's tags
     */
    public static EventPattern write(Path file, LoggedRisk sample, String resource, List<String> folders) {
        var pattern = JSON.createObjectNode()
                .put("resource", resource)
                .put("type", sample.type())
                .put("version", sample.version())
                .put("payload", sample.payload());
        pattern.set("metadata", JSON.readTree(sample.metadata()));
        pattern.set("tags", JSON.valueToTree(sample.tags()));
        pattern.set("folders", JSON.valueToTree(folders));
        try {
            return new EventPattern(Files.writeString(file, pattern.toString()));
        } catch (IOException failed) {
            throw new UncheckedIOException("Not written: " + file, failed);
        }
    }
}
