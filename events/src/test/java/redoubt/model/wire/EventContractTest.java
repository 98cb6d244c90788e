package redoubt.model.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import redoubt.model.Catalogue;
import redoubt.model.Change;
import redoubt.model.Samples;
import redoubt.model.Vocabulary;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What every event looks like in the log, as approved. A change of a record shows up as a changed file: run with
 * {@code -Dredoubt.approve=true} to write it. Members may only be added; anything else needs a new version with an
 * upcast.
 */
class EventContractTest {

    private static final Path HOME = Path.of("src", "test", "resources", "contract");
    private static final boolean APPROVE = Boolean.getBoolean("redoubt.approve");

    private final Catalogue catalogue = Vocabulary.catalogue();
    private final EventJson json = new EventJson(catalogue, List.of());

    static List<String> names() {
        return Vocabulary.catalogue().eventNames();
    }

    @ParameterizedTest
    @MethodSource("names")
    void anEventIsWrittenAsApproved(String name) throws IOException {
        JsonNode written = Json.MAPPER.readTree(json.write(Samples.of(catalogue, name)));
        if (APPROVE) {
            approve(name, written);
        }
        assertThat(HOME.resolve(name + ".json")).exists();
        assertThat(written).isEqualTo(approved(name));
    }

    @ParameterizedTest
    @MethodSource("names")
    void whatWasApprovedIsStillRead(String name) throws IOException {
        Change<?> read = json.read(name, 1, approved(name).toString());
        JsonNode again = Json.MAPPER.readTree(json.write(read));
        assertThat(holds(again, approved(name)))
                .as("%s holds all of %s", again, approved(name))
                .isTrue();
    }

    @Test
    void noEventIsEverForgotten() throws IOException {
        try (Stream<Path> files = Files.list(HOME)) {
            assertThat(files.map(file -> file.getFileName().toString().replaceFirst("\\.json$", "")))
                    .containsExactlyInAnyOrderElementsOf(names());
        }
    }

    private static void approve(String name, JsonNode written) throws IOException {
        Path file = HOME.resolve(name + ".json");
        if (Files.exists(file)) {
            assertThat(holds(written, approved(name)))
                    .as("only additions can be approved")
                    .isTrue();
        }
        Files.writeString(
                file,
                Json.MAPPER.writer().with(SerializationFeature.INDENT_OUTPUT).writeValueAsString(written) + "\n");
    }

    private static JsonNode approved(String name) {
        try {
            return Json.MAPPER.readTree(Files.readString(HOME.resolve(name + ".json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether everything in the one is in the other as well, at the same place and with the same value. */
    private static boolean holds(JsonNode whole, JsonNode part) {
        return switch (part) {
            case ObjectNode object ->
                object.properties().stream()
                        .allMatch(member ->
                                whole.has(member.getKey()) && holds(whole.get(member.getKey()), member.getValue()));
            case ArrayNode array ->
                whole.size() == array.size()
                        && IntStream.range(0, array.size()).allMatch(i -> holds(whole.get(i), array.get(i)));
            default -> whole.equals(part);
        };
    }
}
