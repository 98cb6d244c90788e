package redoubt.webhook;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redoubt.model.network.Literals;

/**
 * Where messages go, taken apart so that all who look at it see the same.
 *
 * @param secure whether it begins with {@code https}
 * @param host a name in lower case and in letters that the network knows, or an address without brackets
 * @param port its port, also if that is the usual one
 * @param path what follows, query included; a slash at least
 */
public record Target(boolean secure, String host, int port, String path) {

    private static final Pattern URL =
            Pattern.compile("(?i)(https?)://(\\[[^\\]/?#@]*\\]|[^\\[\\]/?#@:]*)(?::(\\d{1,5}))?([/?][^#]*)?");
    private static final Pattern QUAD = Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(?!$)|$)){4}");
    private static final Pattern NAME = Pattern.compile(
            "(?=.{1,254}$)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*\\.?");

    /** What others take for a number, in whatever base: a name does not end like that. */
    private static final Pattern NUMERIC = Pattern.compile("(.*\\.)?(\\d+|0[xX][0-9a-fA-F]*)\\.?");

    private static final int HTTPS = 443;
    private static final int HTTP = 80;
    private static final int LAST_PORT = 65_535;

    /** Takes an address apart; empty if it is none, or can be read in more than one way. */
    public static Optional<Target> read(String url) {
        Matcher parts = URL.matcher(url);
        if (!parts.matches()) {
            return Optional.empty();
        }
        boolean secure = parts.group(1).equalsIgnoreCase("https");
        String rest = parts.group(4) == null ? "/" : parts.group(4);
        String path = rest.startsWith("?") ? "/" + rest : rest;
        int port = parts.group(3) == null ? (secure ? HTTPS : HTTP) : Integer.parseInt(parts.group(3));
        if (port < 1 || port > LAST_PORT || !sound(path)) {
            return Optional.empty();
        }
        return host(parts.group(2)).map(host -> new Target(secure, host, port, path));
    }

    private static Optional<String> host(String text) {
        if (text.startsWith("[")) {
            String literal = text.substring(1, text.length() - 1);
            return literal.contains(":") && Literals.read(literal) != null
                    ? Optional.of(literal.toLowerCase(Locale.ROOT))
                    : Optional.empty();
        }
        try {
            String host = IDN.toASCII(text, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
            if (NUMERIC.matcher(host).matches()) {
                return QUAD.matcher(host).matches() ? Optional.of(host) : Optional.empty();
            }
            return NAME.matcher(host).matches() ? Optional.of(host) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static boolean sound(String path) {
        try {
            return path.chars().allMatch(c -> c > ' ' && c < 127) && new URI(path).getRawPath() != null;
        } catch (URISyntaxException _) {
            return false;
        }
    }

    /** The host as it stands in an address. */
    public String authority() {
        return host.contains(":") ? "[" + host + "]" : host;
    }

    /** All of it as one text. */
    public String url() {
        return (secure ? "https://" : "http://") + authority() + ":" + port + path;
    }

    /** What the receiver is addressed by: the port only where it is not the usual one. */
    public String name() {
        return port == (secure ? HTTPS : HTTP) ? authority() : authority() + ":" + port;
    }
}
