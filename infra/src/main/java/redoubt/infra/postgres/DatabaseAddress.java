package redoubt.infra.postgres;

import java.util.Map;

/**
 * Where a PostgreSQL database is and who we are there.
 *
 * @param options parameters of the URL other than the credentials, by their PostgreSQL names
 */
public record DatabaseAddress(
        String host, int port, String database, String user, String password, Map<String, String> options) {

    /** Copies the options, so that an address never changes. */
    public DatabaseAddress {
        options = Map.copyOf(options);
    }

    /**
     * Reads {@code postgresql://user:password@host:port/database?sslmode=require}, also spelt {@code postgres://},
     * {@code jdbc:postgresql://} or {@code r2dbc:postgresql://}.
     *
     * @throws DatabaseUnusable if it is not such an address; the message never repeats any part that may be a secret
     */
    public static DatabaseAddress parse(String url) {
        return AddressParser.parse(url);
    }

    /** How strictly the connection must be encrypted; {@code prefer} if nothing was said. */
    public String sslMode() {
        return options.getOrDefault("sslmode", "prefer");
    }

    /** Without the password, so that it may be logged. */
    @Override
    public String toString() {
        return "postgresql://" + user + "@" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port + "/"
                + database;
    }
}
