package redoubt.infra.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import redoubt.model.wire.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Tokens of whoever is signed in. */
@Command(
        name = "token",
        synopsisSubcommandLabel = "COMMAND",
        description = "Makes, lists and takes back tokens of yours.",
        subcommands = {Tokens.Listing.class, Tokens.Making.class, Tokens.Revoking.class, HelpCommand.class})
final class Tokens {

    private static final String PATH = "/api/v1/api-tokens/";

    @Command(name = "list", description = "Lists your tokens.")
    static final class Listing implements Callable<Integer> {

        private static final List<String> COLUMNS =
                List.of("id", "name", "token_preview", "status", "read_only", "expires_at", "last_used_at");

        private final Terminal terminal;

        @Mixin
        private final Asked asked = new Asked();

        @Mixin
        private final Output output = new Output();

        Listing(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            JsonNode results =
                    asked.server(terminal).get(PATH + "?page_size=500").path("results");
            output.show(terminal, results, results, COLUMNS);
            return 0;
        }
    }

    @Command(
            name = "create",
            description = "Makes a token and prints it. It is shown once and never again.",
            footerHeading = "%nExample:%n",
            footer = "  export REDOUBT_TOKEN=$(redoubt token create \"Nightly export\" --read-only)")
    static final class Making implements Callable<Integer> {

        private final Terminal terminal;

        @Mixin
        private final Asked asked = new Asked();

        @Parameters(paramLabel = "NAME", description = "What it is for.")
        private String name = "";

        @Option(names = "--read-only", description = "It changes nothing.")
        private boolean readOnly;

        @Option(names = "--folder", paramLabel = "ID", description = "It is worth nothing outside of that folder.")
        private @Nullable String folder;

        @Option(
                names = "--expires",
                paramLabel = "WHEN",
                description = "When it stops to work, such as 2027-01-31T00:00:00Z.")
        private @Nullable String expires;

        Making(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            ObjectNode form = Json.MAPPER.createObjectNode().put("name", name).put("read_only", readOnly);
            if (folder != null) {
                form.put("folder", folder);
            }
            if (expires != null) {
                form.put("expires_at", expires);
            }
            terminal.out()
                    .println(asked.server(terminal)
                            .post(PATH, form)
                            .path("token")
                            .asString());
            return 0;
        }
    }

    @Command(name = "revoke", description = "Takes a token back; it stops to work at once.")
    static final class Revoking implements Callable<Integer> {

        private final Terminal terminal;

        @Mixin
        private final Asked asked = new Asked();

        @Parameters(paramLabel = "ID", description = "Its identifier, as redoubt token list shows it.")
        private String id = "";

        Revoking(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            asked.server(terminal).delete(PATH + Address.encoded(id) + "/");
            terminal.err().println("Taken back.");
            return 0;
        }
    }
}
