package redoubt.api.exchange;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import redoubt.model.wire.Json;
import tools.jackson.databind.node.ObjectNode;

/** In which form a list is taken away. */
enum FileFormat {
    /** A line of JSON for each resource, as it is shown elsewhere. */
    NDJSON("application/x-ndjson") {
        @Override
        byte[] head(List<String> members) {
            return new byte[0];
        }

        @Override
        byte[] lines(List<String> members, List<ObjectNode> resources) {
            StringBuilder lines = new StringBuilder();
            resources.forEach(resource ->
                    lines.append(Json.MAPPER.writeValueAsString(resource)).append('\n'));
            return lines.toString().getBytes(StandardCharsets.UTF_8);
        }
    },
    /** RFC 4180, with a head that names the members. */
    CSV(CsvText.MEDIA_TYPE) {
        @Override
        byte[] head(List<String> members) {
            return CsvText.write(List.of(members));
        }

        @Override
        byte[] lines(List<String> members, List<ObjectNode> resources) {
            return CsvText.write(resources.stream()
                    .map(resource -> members.stream()
                            .map(member -> CsvText.cell(resource.path(member)))
                            .toList())
                    .toList());
        }
    };

    private final String mediaType;

    FileFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    /** What comes before everything else. */
    abstract byte[] head(List<String> members);

    /** Some resources with these members. */
    abstract byte[] lines(List<String> members, List<ObjectNode> resources);

    String mediaType() {
        return mediaType;
    }

    /** Its name on the wire, and what names of files end with. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static List<String> codes() {
        return Arrays.stream(values()).map(FileFormat::code).toList();
    }

    static Optional<FileFormat> of(String code) {
        return Arrays.stream(values())
                .filter(format -> format.code().equals(code))
                .findFirst();
    }
}
