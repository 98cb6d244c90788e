package redoubt.infra.cli;

import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import redoubt.model.wire.Json;
import tools.jackson.databind.JsonNode;

/** Brings the rows of a file in, and tells how far it is and what is wrong. */
@Command(
        name = "import",
        description = "Creates what the rows of a file say: all of them or none.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  redoubt import register.xlsx --dry-run",
            "  redoubt import risks.csv",
            "  redoubt import risks.ndjson --as risks"
        })
final class Import implements Callable<Integer> {

    private static final Map<String, String> TYPES = Map.of(
            "csv", "text/csv",
            "ndjson", "application/x-ndjson",
            "jsonl", "application/x-ndjson",
            "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

    /** After how many rows it says how far it is. */
    private static final long STEP = 5_000;

    private final Terminal terminal;

    @Mixin
    private final Asked asked = new Asked();

    @Parameters(
            paramLabel = "FILE",
            description = "A file of the type csv, ndjson or xlsx, with a head that names members.")
    private Path file = Path.of("");

    @Option(
            names = "--as",
            paramLabel = "KIND",
            description = "What its rows are; ${DEFAULT-VALUE} if left out.",
            defaultValue = "risks")
    private String kind = "risks";

    @Option(names = "--folder", paramLabel = "ID", description = "The folder of rows that name none.")
    private @Nullable String folder;

    @Option(names = "--dry-run", description = "Only says what is wrong with the rows.")
    private boolean rehearsal;

    Import(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        String path = "/api/v1/" + Address.encoded(kind) + "/import/?dry_run=" + rehearsal
                + (folder == null ? "" : "&folder=" + Address.encoded(folder));
        try (InputStream told = asked.server(terminal).lines(path, BodyPublishers.ofFile(file), type());
                BufferedReader lines = new BufferedReader(new InputStreamReader(told, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode row = Json.MAPPER.readTree(line);
                if (row.path("_end").asBoolean(false)) {
                    return end(row);
                }
                show(row);
            }
        } catch (FileNotFoundException _) {
            throw new Failed(Failed.MISUNDERSTOOD, "There is no file " + file + ".");
        }
        throw new Failed(Failed.UNREACHABLE, "The answer was cut; nothing tells whether the rows were created.");
    }

    private String type() {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null) {
            throw new Failed(Failed.MISUNDERSTOOD, file + " is none of csv, ndjson, xlsx by its name.");
        }
        return type;
    }

    private void show(JsonNode row) {
        long number = row.path("row").asLong();
        if (row.has("error")) {
            String why = Server.said(row.path("error")).orElse("refused");
            why.lines().forEach(reason -> terminal.out().println("row " + number + ": " + reason));
        } else if (number % STEP == 0) {
            terminal.err().printf("%,d rows looked at%n", number);
        }
    }

    private int end(JsonNode end) {
        long rows = end.path("rows").asLong();
        long failed = end.path("failed").asLong();
        if (end.has("error")) {
            throw new Failed(Failed.REFUSED, Server.said(end.path("error")).orElse("The server refuses the file."));
        }
        if (failed > 0) {
            throw new Failed(
                    Failed.REFUSED, "%,d of %,d rows cannot be imported, so nothing was.".formatted(failed, rows));
        }
        terminal.out().printf(rehearsal ? "%,d rows, all of them good.%n" : "%,d rows created.%n", rows);
        return 0;
    }
}
