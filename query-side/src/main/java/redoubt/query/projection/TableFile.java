package redoubt.query.projection;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import redoubt.model.Shape;
import redoubt.query.table.Table;

/**
 * The declaration of one table: {@code tables/grc/risk.sql} for {@code redoubt.grc.Risk}.
 *
 * @param table the table it declares
 * @param statements the SQL in order; the first creates the table, the others may wait until it is filled
 * @param checksum tells whether the declaration changed
 */
record TableFile(Table<?> table, List<String> statements, String checksum) {

    /**
     * Reads the file of a resource.
     *
     * @throws IllegalStateException if there is none
     */
    static TableFile of(Shape<?> shape) {
        String context = shape.type().getPackageName();
        String path = "/tables/" + context.substring(context.lastIndexOf('.') + 1) + "/" + shape.noun() + ".sql";
        try (InputStream in = TableFile.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("The resource " + shape.noun() + " has no table file " + path);
            }
            return parse(Table.of(shape), new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The table file " + path + " cannot be read", unreadable);
        }
    }

    static TableFile parse(Table<?> table, String text) {
        String sql = text.replace("\r\n", "\n")
                .replace("-- envelope", Table.ENVELOPE)
                .replaceAll("--[^\\n]*", "");
        List<String> statements = Arrays.stream(sql.split(";\\s*(?:\\n|$)"))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .toList();
        if (statements.isEmpty() || !statements.getFirst().startsWith("create table")) {
            throw new IllegalStateException(
                    "The table file of " + table.shape().noun() + " must begin with create table");
        }
        return new TableFile(table, statements, hash(String.join(";", statements)));
    }

    String noun() {
        return table.shape().noun();
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
