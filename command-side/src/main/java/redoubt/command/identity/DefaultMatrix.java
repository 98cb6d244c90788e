package redoubt.command.identity;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import redoubt.grc.RiskMatrix;
import redoubt.model.Field;
import redoubt.model.Patch;
import redoubt.model.Shape;
import redoubt.model.failure.Complaints;
import redoubt.model.wire.Codec;
import redoubt.model.wire.Json;
import redoubt.model.wire.Naming;
import tools.jackson.databind.JsonNode;

/** The risk matrix that a house begins with, five by five, as it stands in a file beside this class. */
public final class DefaultMatrix {

    private static final String FILE = "/redoubt/founding/redoubt-5x5.json";

    private DefaultMatrix() {}

    /** Its name, definition and all the rest but the folder. Reads the file; throws if it is not a sound matrix. */
    public static Patch<RiskMatrix> patch() {
        JsonNode file = file();
        Complaints complaints = new Complaints();
        Patch<RiskMatrix> patch = Patch.of(RiskMatrix.class);
        for (Field<RiskMatrix, ?> field : Shape.of(RiskMatrix.class).fields()) {
            JsonNode node = file.get(Naming.SNAKE.member(field.name()));
            if (node != null) {
                patch = patch.with(field, Codec.of(field.type()).read(node, Naming.SNAKE, field.name(), complaints));
            }
        }
        if (!complaints.isEmpty()) {
            throw new IllegalStateException(FILE + " is not a risk matrix: " + complaints.toFailure());
        }
        return patch;
    }

    private static JsonNode file() {
        try (InputStream in = Objects.requireNonNull(DefaultMatrix.class.getResourceAsStream(FILE), FILE)) {
            return Json.MAPPER.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
