package redoubt.infra.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** How an answer is shown. */
final class Output {

    /** For people, or for programs. */
    enum Format {
        table,
        json
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} if left out.",
            defaultValue = "table")
    private Format format = Format.table;

    @Option(
            names = "--columns",
            paramLabel = "NAME",
            split = ",",
            description = "What a table shows, such as id,name,actor.name.")
    private @Nullable List<String> columns;

    /** Shows several things. */
    void show(Terminal terminal, Iterable<JsonNode> things, JsonNode whole, List<String> usual) {
        if (format == Format.json) {
            terminal.out().println(whole.toPrettyString());
            return;
        }
        Table table = new Table(columns == null ? usual : columns);
        things.forEach(table::add);
        table.print(terminal.out());
    }

    /** Shows one thing, member by member. */
    void show(Terminal terminal, JsonNode thing) {
        if (format == Format.json) {
            terminal.out().println(thing.toPrettyString());
            return;
        }
        List<String> names = columns == null ? List.copyOf(thing.propertyNames()) : columns;
        int width = names.stream().mapToInt(String::length).max().orElse(0);
        for (String name : names) {
            String text = new Column(name).of(thing);
            if (!text.isEmpty()) {
                terminal.out().println(name + " ".repeat(width - name.length() + 2) + text);
            }
        }
    }
}
