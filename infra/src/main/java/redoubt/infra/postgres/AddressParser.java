package redoubt.infra.postgres;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes a database URL apart.
 *
 * <p>Not {@link java.net.URI}: people paste passwords with characters a URI forbids, and its errors quote what they could
 * not read, password and all.
 */
final class AddressParser {

    private static final int DEFAULT_PORT = 5432;
    private static final Set<String> SCHEMES = Set.of("postgresql", "postgres");
    private static final List<String> SSL_MODES =
            List.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");
    private static final List<String> OPTIONS = List.of("sslmode", "sslrootcert", "sslcert", "sslkey");

    private AddressParser() {}

    static DatabaseAddress parse(String url) {
        var rest = afterScheme(url.strip());
        var question = rest.indexOf('?');
        var options = question < 0 ? new HashMap<String, String>() : options(rest.substring(question + 1));
        var place = question < 0 ? rest : rest.substring(0, question);

        var at = place.lastIndexOf('@');
        var credentials = at < 0 ? "" : place.substring(0, at);
        var target = place.substring(at + 1);
        var slash = target.indexOf('/');
        if (slash < 0 || slash == target.length() - 1) {
            throw refused("it names no database after the host");
        }
        var host = host(target.substring(0, slash));
        var port = port(target.substring(0, slash));
        var database = decoded(target.substring(slash + 1));

        var colon = credentials.indexOf(':');
        var user = either(decoded(colon < 0 ? credentials : credentials.substring(0, colon)), options.remove("user"));
        var password = either(colon < 0 ? "" : decoded(credentials.substring(colon + 1)), options.remove("password"));
        if (user.isEmpty()) {
            throw refused("it names no user");
        }
        return new DatabaseAddress(host, port, database, user, password, checked(options));
    }

    private static String afterScheme(String url) {
        var driverless = url.replaceFirst("^(?i)(jdbc|r2dbc):", "");
        var end = driverless.indexOf("://");
        if (end < 0 || !SCHEMES.contains(driverless.substring(0, end).toLowerCase(Locale.ROOT))) {
            throw refused("it does not start with postgresql://");
        }
        return driverless.substring(end + 3);
    }

    private static Map<String, String> options(String query) {
        var options = new HashMap<String, String>();
        Arrays.stream(query.split("&")).filter(part -> !part.isEmpty()).forEach(part -> {
            var equals = part.indexOf('=');
            if (equals < 1) {
                throw refused("a parameter after the ? is not of the form name=value");
            }
            options.put(part.substring(0, equals).toLowerCase(Locale.ROOT), decoded(part.substring(equals + 1)));
        });
        return options;
    }

    private static Map<String, String> checked(Map<String, String> options) {
        var ssl = options.remove("ssl");
        if (ssl != null) {
            options.putIfAbsent("sslmode", Boolean.parseBoolean(ssl) ? "require" : "disable");
        }
        options.keySet().stream()
                .filter(name -> !OPTIONS.contains(name))
                .findFirst()
                .ifPresent(unknown -> {
                    throw refused("it has an unknown parameter; known are " + String.join(", ", OPTIONS));
                });
        var mode = options.get("sslmode");
        if (mode != null && !SSL_MODES.contains(mode)) {
            throw refused("its sslmode is none of " + String.join(", ", SSL_MODES));
        }
        return options;
    }

    private static String host(String authority) {
        if (authority.contains(",")) {
            throw refused("it names several hosts, of which only one is supported");
        }
        var end = portColon(authority);
        var host = end < 0 ? authority : authority.substring(0, end);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.contains(":")) {
            throw refused("its host is not a name; an IPv6 address stands in brackets");
        }
        if (host.isBlank()) {
            throw refused("it names no host");
        }
        return host;
    }

    private static int port(String authority) {
        var colon = portColon(authority);
        if (colon < 0) {
            return DEFAULT_PORT;
        }
        var digits = authority.substring(colon + 1);
        // What stands here may be a password whose @ is missing: it is not repeated in the message.
        var port = digits.matches("\\d{1,5}") ? Integer.parseInt(digits) : 0;
        if (port < 1 || port > 65_535) {
            throw refused("its port is not a number from 1 to 65535");
        }
        return port;
    }

    private static int portColon(String authority) {
        var colon = authority.lastIndexOf(':');
        return colon > authority.lastIndexOf(']') ? colon : -1;
    }

    private static String either(String inCredentials, @Nullable String inQuery) {
        return inCredentials.isEmpty() && inQuery != null ? inQuery : inCredentials;
    }

    private static String decoded(String text) {
        try {
            // In this place a plus is a plus.
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException halfAnEscape) {
            throw refused("it has a % that is not followed by two hexadecimal digits; a plain % is written %25");
        }
    }

    private static DatabaseUnusable refused(String reason) {
        return new DatabaseUnusable("The database URL cannot be used, as " + reason
                + "; expected is postgresql://user:password@host:5432/database?sslmode=require.");
    }
}
