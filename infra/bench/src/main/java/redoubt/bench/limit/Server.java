package redoubt.bench.limit;

/** Where a database is, and who may use it. */
public record Server(String host, int port, String database, String user, String password) {

    /** Another database of the same server. */
    public Server database(String other) {
        return new Server(host, port, other, user, password);
    }
}
