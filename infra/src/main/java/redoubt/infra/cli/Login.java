package redoubt.infra.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import redoubt.model.wire.Json;
import tools.jackson.databind.JsonNode;

/** Signs in: keeps a token for later commands. */
@Command(
        name = "login",
        description = {
            "Signs in, and keeps a token of that server for later commands.",
            "With an address and a password a new token is made; one that exists already is taken with --with-token."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  redoubt login --url https://redoubt.example.org",
            "  redoubt login --email ada@example.org < password",
            "  redoubt login --with-token < token"
        })
final class Login implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private final Asked asked = new Asked();

    @Option(names = "--email", paramLabel = "ADDRESS", description = "Who signs in; asked for if it is left out.")
    private @Nullable String email;

    @Option(names = "--with-token", description = "Read a token from the input instead of a password.")
    private boolean withToken;

    @Option(names = "--name", paramLabel = "NAME", description = "What the new token is called.")
    private @Nullable String name;

    Login(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Server server = asked.anonymous(terminal);
        String token = withToken ? terminal.secret("Token:") : drawn(server);
        // One that does not work is not kept.
        JsonNode me = server.as(token).get("/api/v1/me/");
        Wallet wallet = Wallet.of(terminal.environment());
        wallet.keep(server.base().toString(), token);
        terminal.err()
                .println("Signed in to " + server.base() + " as "
                        + me.path("email").asString("") + "; the token is in " + wallet.file() + ".");
        return 0;
    }

    /** A token that is made with a password. */
    private String drawn(Server server) {
        String who = email == null ? terminal.line("E-mail:") : email;
        JsonNode signedIn = server.post(
                "/api/auth/login/",
                Json.MAPPER.createObjectNode().put("email", who).put("password", terminal.secret("Password:")));
        return server.signedIn(signedIn.path("access").asString())
                .post(
                        "/api/v1/api-tokens/",
                        Json.MAPPER.createObjectNode().put("name", name == null ? "Command line on " + host() : name))
                .path("token")
                .asString();
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException _) {
            return "some machine";
        }
    }
}
