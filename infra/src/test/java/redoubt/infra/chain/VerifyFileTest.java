package redoubt.infra.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redoubt.model.wire.Json;
import redoubt.query.chain.Chain;
import redoubt.query.chain.Entry;
import redoubt.query.chain.Lines;

/** The command that verifies an export without a server. */
class VerifyFileTest {

    @TempDir
    Path directory;

    private final List<String> lines = new ArrayList<>();
    private final List<String> hashes = new ArrayList<>();
    private String end = "";
    private String said = "";
    private String complained = "";

    @BeforeEach
    void export() {
        String before = Chain.GENESIS;
        for (int position = 1; position <= 20; position++) {
            var core = Json.MAPPER.createObjectNode().put("position", position);
            core.putObject("resource").put("type", "risk").put("id", "r").put("version", position);
            core.putObject("data").put("name", "true " + position);
            String hash = Chain.next(before, core);
            lines.add(text(Lines.write(new Entry(position, before, hash, core, null))));
            hashes.add(hash);
            before = hash;
        }
        end = text(Lines.write(new Lines.End(20, 20, before)));
    }

    @Test
    void aWholeExportIsValid() throws IOException {
        assertThat(verify(file(lines, end), "--anchor", "7:" + hashes.get(6))).isZero();
        assertThat(said)
                .startsWith("{\"valid\":true,\"from\":1,\"to\":20,\"events_checked\":20,\"checkpoints_checked\":0,"
                        + "\"anchors_checked\":1,\"head_hash\":\"" + hashes.getLast() + "\"");
        assertThat(complained).isEmpty();
    }

    @Test
    void whatIsWithheldIsNoGap() throws IOException {
        lines.set(19, text(Lines.write(Lines.entry(lines.get(19)).shownTo("another"))));
        assertThat(lines.get(19)).contains("\"withheld\":true").doesNotContain("true 20");
        assertThat(verify(file(lines, end))).isZero();
        assertThat(said).contains("\"events_checked\":19,\"events_withheld\":1,");
    }

    @Test
    void aPartOfItIsToo() throws IOException {
        assertThat(verify(file(lines.subList(9, 20), text(Lines.write(new Lines.End(11, 20, hashes.getLast()))))))
                .isZero();
        assertThat(said).contains("\"from\":10,\"to\":20,\"events_checked\":11");
    }

    @Test
    void whatWasTouchedIsStatusOne() throws IOException {
        lines.set(4, lines.get(4).replace("true 5", "false 5"));

        assertThat(verify(file(lines, end))).isEqualTo(1);
        assertThat(said).contains("\"valid\":false,\"first_invalid_position\":5,\"reason\":\"hash_mismatch\"");
    }

    @Test
    void whatWasCutBeforeTheEndIsStatusOne() throws IOException {
        assertThat(verify(file(lines.subList(0, 12), end))).isEqualTo(1);
        assertThat(said).contains("\"first_invalid_position\":20,\"reason\":\"anchor_missing\"");
    }

    @Test
    void whatSomebodyRemembersOtherwiseIsStatusOne() throws IOException {
        assertThat(verify(file(lines, end), "--anchor", "7:" + hashes.get(7))).isEqualTo(1);
        assertThat(said).contains("\"first_invalid_position\":7,\"reason\":\"anchor_mismatch\"");
    }

    @Test
    void checkpointsAreProvedWithKeysThatWereKept() throws IOException {
        SigningKey key = SigningKey.in(directory.resolve("mine"));
        SigningKey other = SigningKey.in(directory.resolve("other"));
        Path keys = list("keys", text(json -> key.published().write(json)));
        Path genuine =
                list("genuine", text(json -> key.sign(10, hashes.get(9), "now").write(json)), text(json -> key.sign(
                                90, hashes.get(9), "later")
                        .write(json)));
        Path forged =
                list("forged", text(json -> other.sign(10, hashes.get(9), "now").write(json)));
        Path moved =
                list("moved", text(json -> key.sign(10, hashes.get(8), "now").write(json)));

        assertThat(verify(file(lines, end), "--checkpoints", genuine.toString(), "--keys", keys.toString()))
                .isZero();
        assertThat(said).contains("\"checkpoints_checked\":1");
        assertThat(verify(file(lines, end), "--checkpoints", forged.toString(), "--keys", keys.toString()))
                .isEqualTo(1);
        assertThat(said).contains("\"first_invalid_position\":10,\"reason\":\"checkpoint_signature\"");
        assertThat(verify(file(lines, end), "--checkpoints", moved.toString(), "--keys", keys.toString()))
                .isEqualTo(1);
        assertThat(said).contains("\"first_invalid_position\":10,\"reason\":\"checkpoint_mismatch\"");
    }

    @Test
    void aSelectionLeavesEventsOutIfThatIsSaid() throws IOException {
        Path file = file(List.of(lines.get(2), lines.get(7)), text(Lines.write(new Lines.End(2, 8, hashes.get(7)))));

        assertThat(verify(file)).isEqualTo(1);
        assertThat(verify(file, "--selection")).isZero();
    }

    @Test
    void whatCannotBeToldIsStatusTwo() throws IOException {
        assertThat(verify(file(lines, ""))).isEqualTo(2);
        assertThat(complained).contains("not downloaded completely");
        assertThat(verify(file(lines, end + "\n" + end))).isEqualTo(2);
        assertThat(verify(directory.resolve("none"))).isEqualTo(2);
        assertThat(verify(file(lines, end), "--anchor", "7")).isEqualTo(2);
        assertThat(verify(file(lines, end), "--colour", "red")).isEqualTo(2);
        assertThat(verify(file(lines, end), "--keys")).isEqualTo(2);
        assertThat(verify(file(lines, end), "--keys", file(lines, end).toString()))
                .isEqualTo(2);
        assertThat(verify(Files.write(directory.resolve("binary"), new byte[] {(byte) 0xff, 10})))
                .isEqualTo(2);
        assertThat(complained).isEqualTo("redoubt: The file is not UTF-8.\n");
        assertThat(said).isEmpty();
    }

    private int verify(Path file, String... more) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        List<String> arguments = new ArrayList<>(List.of(file.toString()));
        arguments.addAll(List.of(more));
        int status = VerifyFile.run(
                arguments.toArray(String[]::new),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        said = out.toString(StandardCharsets.UTF_8);
        complained = err.toString(StandardCharsets.UTF_8);
        return status;
    }

    private Path file(List<String> entries, String last) throws IOException {
        return Files.writeString(directory.resolve("export.ndjson"), String.join("\n", entries) + "\n" + last);
    }

    private Path list(String name, String... rows) throws IOException {
        return Files.writeString(directory.resolve(name + ".json"), "{\"results\":[" + String.join(",", rows) + "]}");
    }

    private static String text(java.util.function.Consumer<tools.jackson.core.JsonGenerator> writer) {
        var text = new java.io.StringWriter();
        try (var json = Json.MAPPER.createGenerator(text)) {
            writer.accept(json);
        }
        return text.toString();
    }

    private static String text(byte[] line) {
        return new String(line, StandardCharsets.UTF_8).strip();
    }
}
