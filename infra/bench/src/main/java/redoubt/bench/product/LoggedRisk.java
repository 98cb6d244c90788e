package redoubt.bench.product;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/**
 * The creation of a risk as the program wrote it into its log.
 *
 * @param position in the log
 * @param type the name of the event
 * @param version of the event's schema
 * @param tags in the order in which they are kept
 * @param payload as JSON
 * @param metadata as JSON
 */
public record LoggedRisk(
        long position, String type, String version, List<String> tags, String payload, String metadata) {

    private static final String QUERY = """
        select e.position, e.type, e.version, e.tags, e.payload::text, e.metadata::text
        from event_tag t join event e on e.position = t.position
        where t.tag = ? and e.type = 'risk.created'
        """;

    /**
     * Finds it by the identifier that the API gave.
     *
     * @throws IllegalStateException unless there is exactly one
     */
    public static LoggedRisk of(String id, ProductDatabase database) {
        try (var connection = database.connect();
                var statement = connection.prepareStatement(QUERY)) {
            statement.setString(1, "risk=" + id);
            try (var row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new IllegalStateException("The risk " + id + " is not in the log");
                }
                var found = new LoggedRisk(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        Arrays.stream((String[]) row.getArray(4).getArray()).toList(),
                        row.getString(5),
                        row.getString(6));
                if (row.next()) {
                    throw new IllegalStateException("The risk " + id + " is in the log more than once");
                }
                return found;
            }
        } catch (SQLException failed) {
            throw new IllegalStateException("The log could not be read", failed);
        }
    }
}
