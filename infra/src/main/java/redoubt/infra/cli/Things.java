package redoubt.infra.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import redoubt.model.wire.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** What can be asked about things of one kind. */
final class Things {

    /** As many as a page of the server holds. */
    private static final int PAGE = 500;

    private static final String EXAMPLE = "0190b6f0-4c7e-7d3a-9a5e-2f1c8b7a6d5e";

    private Things() {}

    /** The commands for things of that kind. */
    static CommandLine commands(Kind kind, Terminal terminal) {
        String name = "redoubt " + kind.plural();
        String several = kind.plural().replace('-', ' ');
        CommandLine group = told(new Group(), "Looks at " + several + ".")
                .addSubcommand(
                        "list",
                        told(
                                new Listing(kind, terminal),
                                "Lists " + several + ", and says how many there are.",
                                "%nExamples:",
                                "  " + name + " list --search breach --order=-updated_at",
                                "  " + name + " list --where created_at__gte=2026-01-01 --all -o json"))
                .addSubcommand(
                        "show",
                        told(
                                new Showing(kind, terminal),
                                "Shows " + kind.one() + ", as it is or as it was.",
                                "%nExample:",
                                "  " + name + " show " + EXAMPLE + " --as-of 2026-01-31T12:00:00Z"))
                .addSubcommand(
                        "history",
                        told(
                                new History(kind, terminal),
                                "Tells what happened to " + kind.one() + ", the latest first.",
                                "%nExample:",
                                "  " + name + " history " + EXAMPLE + " --limit 5"))
                .addSubcommand(
                        "export",
                        told(
                                new Export(kind, terminal),
                                "Takes " + several + " away as a file.",
                                "%nExamples:",
                                "  " + name + " export > " + kind.plural() + ".ndjson",
                                "  " + name + " export --format csv --where created_at__gte=2026-01-01 --to "
                                        + kind.plural() + ".csv"))
                .addSubcommand(new HelpCommand());
        group.getCommandSpec().usageMessage().synopsisSubcommandLabel("COMMAND");
        return group;
    }

    private static CommandLine told(Object command, String description, String... footer) {
        CommandLine line = new CommandLine(command);
        line.getCommandSpec().usageMessage().description(description).footer(footer);
        return line;
    }

    @Command
    private static final class Group {}

    /** What the commands have in common. */
    private abstract static class Question implements Callable<Integer> {

        final Kind kind;
        final Terminal terminal;

        @Mixin
        final Asked asked = new Asked();

        @Mixin
        final Output output = new Output();

        Question(Kind kind, Terminal terminal) {
            this.kind = kind;
            this.terminal = terminal;
        }

        /** Pages of a list until there are enough; tells beside the answer if there are more. */
        final void pages(String path, Map<String, String> parameters, int limit, List<String> columns) {
            Server server = asked.server(terminal);
            ArrayNode all = Json.MAPPER.createArrayNode();
            long count = 0;
            boolean more = true;
            for (int page = 1; more && all.size() < limit; page++) {
                Map<String, String> these = new LinkedHashMap<>(parameters);
                these.put("page", String.valueOf(page));
                these.put("page_size", String.valueOf(Math.min(limit, PAGE)));
                JsonNode answer = server.get(path + Address.query(these));
                answer.path("results").forEach(each -> {
                    if (all.size() < limit) {
                        all.add(each);
                    }
                });
                count = answer.path("count").asLong(0);
                more = answer.path("next").isString();
            }
            output.show(terminal, all, all, columns);
            if (all.size() < count) {
                terminal.err().printf("%,d of %,d; --limit N shows more, --all every one.%n", all.size(), count);
            }
        }
    }

    @Command(name = "list")
    private static final class Listing extends Question {

        @Mixin
        private final Narrowed narrowed = new Narrowed();

        @Option(names = "--order", paramLabel = "NAME", description = "By what, such as name or -updated_at.")
        private @Nullable String order;

        @Option(
                names = "--limit",
                paramLabel = "N",
                description = "How many at most; ${DEFAULT-VALUE} if left out.",
                defaultValue = "50")
        private int limit = 50;

        @Option(names = "--all", description = "Every one.")
        private boolean all;

        Listing(Kind kind, Terminal terminal) {
            super(kind, terminal);
        }

        @Override
        public Integer call() {
            Map<String, String> parameters = narrowed.parameters();
            if (order != null) {
                parameters.put("ordering", order);
            }
            pages(kind.path(), parameters, all ? Integer.MAX_VALUE : limit, kind.columns());
            return 0;
        }
    }

    @Command(name = "show")
    private static final class Showing extends Question {

        @Parameters(paramLabel = "ID", description = "Its identifier.")
        private String id = "";

        @Option(
                names = "--as-of",
                paramLabel = "WHEN",
                description = "As it was at that moment, or at that position of the log.")
        private @Nullable String asOf;

        @Option(names = "--version", paramLabel = "N", description = "As it was in that version.")
        private @Nullable String version;

        Showing(Kind kind, Terminal terminal) {
            super(kind, terminal);
        }

        @Override
        public Integer call() {
            Map<String, String> parameters = new LinkedHashMap<>();
            if (asOf != null) {
                parameters.put("as_of", asOf);
            }
            if (version != null) {
                parameters.put("version", version);
            }
            output.show(
                    terminal,
                    asked.server(terminal).get(kind.path() + Address.encoded(id) + "/" + Address.query(parameters)));
            return 0;
        }
    }

    @Command(name = "export")
    private static final class Export implements Callable<Integer> {

        private final Kind kind;
        private final Terminal terminal;

        @Mixin
        private final Asked asked = new Asked();

        @Mixin
        private final Narrowed narrowed = new Narrowed();

        @Option(
                names = "--format",
                paramLabel = "FORMAT",
                description = "ndjson or csv; ${DEFAULT-VALUE} if left out.",
                defaultValue = "ndjson")
        private String format = "ndjson";

        @Option(names = "--to", paramLabel = "FILE", description = "Where it goes; the standard output if left out.")
        private @Nullable Path to;

        Export(Kind kind, Terminal terminal) {
            this.kind = kind;
            this.terminal = terminal;
        }

        @Override
        public Integer call() throws IOException {
            Map<String, String> parameters = narrowed.parameters();
            parameters.put("format", format);
            try (InputStream file =
                    asked.server(terminal).stream(kind.path() + "export/" + Address.query(parameters))) {
                if (to == null) {
                    file.transferTo(terminal.stream());
                    terminal.stream().flush();
                } else {
                    Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
                }
            }
            return 0;
        }
    }

    @Command(name = "history")
    private static final class History extends Question {

        private static final List<String> COLUMNS =
                List.of("recorded_at", "version", "type", "actor.name", "command", "changes");

        @Parameters(paramLabel = "ID", description = "Its identifier.")
        private String id = "";

        @Option(
                names = "--limit",
                paramLabel = "N",
                description = "How many at most; ${DEFAULT-VALUE} if left out.",
                defaultValue = "50")
        private int limit = 50;

        @Option(names = "--all", description = "Everything.")
        private boolean all;

        History(Kind kind, Terminal terminal) {
            super(kind, terminal);
        }

        @Override
        public Integer call() {
            pages(kind.path() + Address.encoded(id) + "/history/", Map.of(), all ? Integer.MAX_VALUE : limit, COLUMNS);
            return 0;
        }
    }
}
