package redoubt.infra.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Tells what changed between two moments. */
@Command(
        name = "changes",
        description = "Tells what changed between two moments, all in all.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  redoubt changes --since 2026-01-01T00:00:00Z",
            "  redoubt changes --since 120 --until 480 --folder 0190b6f0-4c7e-7d3a-9a5e-2f1c8b7a6d5e",
            "  redoubt changes --since 2026-10-01T00:00:00Z --format csv > quarter.csv"
        })
final class Changes implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private final Asked asked = new Asked();

    @Option(
            names = "--since",
            required = true,
            paramLabel = "MOMENT",
            description = "The first moment: RFC 3339 with an offset, or a position of the log.")
    private String since = "";

    @Option(names = "--until", paramLabel = "MOMENT", description = "The second one; now if left out.")
    private @Nullable String until;

    @Option(names = "--folder", paramLabel = "ID", description = "Only what is in this folder or below it.")
    private @Nullable String folder;

    @Option(
            names = {"--format", "-o", "--output"},
            paramLabel = "FORMAT",
            description = "md, csv or json; ${DEFAULT-VALUE} if left out.",
            defaultValue = "md")
    private String format = "md";

    Changes(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("from", since);
        if (until != null) {
            parameters.put("to", until);
        }
        if (folder != null) {
            parameters.put("folder", folder);
        }
        parameters.put("format", format);
        try (InputStream report =
                asked.server(terminal).stream("/api/v1/reports/changes/" + Address.query(parameters))) {
            report.transferTo(terminal.stream());
            terminal.stream().flush();
        }
        return 0;
    }
}
