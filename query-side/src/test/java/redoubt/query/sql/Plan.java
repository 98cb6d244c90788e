package redoubt.query.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import reactor.core.publisher.Flux;
import redoubt.model.wire.Json;
import redoubt.query.Database;
import redoubt.query.Running;
import tools.jackson.databind.JsonNode;

/** How the database answered a question, as it tells itself: what it read, and what it read in vain. */
record Plan(JsonNode root) {

    private static final List<String> READING =
            List.of("Seq Scan", "Index Scan", "Index Only Scan", "Bitmap Index Scan", "Bitmap Heap Scan");

    /** Has the question answered under these settings. */
    static Plan of(Database database, String settings, Clause select) {
        String explain = "explain (analyze, timing off, format json) " + select.numbered();
        return Flux.usingWhen(
                        database.sessions().create(),
                        connection -> Flux.from(
                                        connection.createStatement(settings).execute())
                                .concatMap(io.r2dbc.spi.Result::getRowsUpdated)
                                .thenMany(Flux.defer(() -> {
                                    var statement = connection.createStatement(explain);
                                    IntStream.range(0, select.values().size())
                                            .forEach(i -> statement.bind(
                                                    i, select.values().get(i)));
                                    return Flux.from(statement.execute());
                                }))
                                .concatMap(result -> result.map(row -> row.get(0, String.class))),
                        io.r2dbc.spi.Connection::close)
                .collect(Collectors.joining("\n"))
                .map(text -> new Plan(Json.MAPPER.readTree(text).path(0).path("Plan")))
                .block(Running.PATIENCE);
    }

    /** How many rows and entries of indexes were looked at. */
    long read() {
        return sum(node -> READING.contains(type(node)), "Actual Rows") + inVain(_ -> true);
    }

    /** How many rows of tables were looked at only to be left aside, because no index told that before. */
    long inVain() {
        return inVain(node -> !type(node).equals("Index Only Scan"));
    }

    private long inVain(Predicate<JsonNode> which) {
        Predicate<JsonNode> reading = node -> READING.contains(type(node));
        return sum(reading.and(which), "Rows Removed by Filter")
                + sum(reading.and(which), "Rows Removed by Index Recheck");
    }

    private long sum(Predicate<JsonNode> which, String what) {
        return Math.round(nodes(root, new ArrayList<>()).stream()
                .filter(which)
                .mapToDouble(node ->
                        node.path(what).asDouble(0) * node.path("Actual Loops").asDouble(1))
                .sum());
    }

    private static String type(JsonNode node) {
        return node.path("Node Type").asString();
    }

    private static List<JsonNode> nodes(JsonNode node, List<JsonNode> all) {
        all.add(node);
        node.path("Plans").forEach(child -> nodes(child, all));
        return all;
    }

    @Override
    public String toString() {
        return root.toPrettyString();
    }
}
