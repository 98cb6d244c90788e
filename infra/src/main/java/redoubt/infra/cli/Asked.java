package redoubt.infra.cli;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which server is asked, and on whose behalf. */
final class Asked {

    private static final String HERE = "http://localhost:8080";

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The server. Left out: REDOUBT_URL, or the one of the last login, or " + HERE + ".")
    private @Nullable String url;

    // Asked by picocli before anything is done.
    @SuppressWarnings("UnusedVariable")
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "This text.")
    private boolean help;

    /** The server on behalf of whoever is signed in. */
    Server server(Terminal terminal) {
        Server anonymous = anonymous(terminal);
        String token = terminal.variable("REDOUBT_TOKEN");
        return Optional.of(token)
                .filter(given -> !given.isEmpty())
                .or(() ->
                        Wallet.of(terminal.environment()).token(anonymous.base().toString()))
                .map(anonymous::as)
                .orElse(anonymous);
    }

    /** The server on nobody's behalf. */
    Server anonymous(Terminal terminal) {
        String variable = terminal.variable("REDOUBT_URL");
        String address = url != null
                ? url
                : variable.isEmpty() ? Wallet.of(terminal.environment()).last().orElse(HERE) : variable;
        URI base;
        try {
            base = URI.create(address.replaceFirst("/+$", ""));
        } catch (IllegalArgumentException _) {
            throw new Failed(Failed.MISUNDERSTOOD, address + " is no address of a server.");
        }
        if (!("http".equals(base.getScheme()) || "https".equals(base.getScheme())) || base.getHost() == null) {
            throw new Failed(Failed.MISUNDERSTOOD, address + " is no address of a server; it begins with http(s)://.");
        }
        return new Server(base, null);
    }
}
