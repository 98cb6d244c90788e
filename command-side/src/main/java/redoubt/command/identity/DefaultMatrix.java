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

/** The matrix that every house begins with. */
public final class DefaultMatrix {

    private static final String PLACE = "/redoubt/founding/redoubt-5x5.json";

    private DefaultMatrix() {}

    /** All its values but the folder it will stand in. */
    public static Patch<RiskMatrix> patch() {
        JsonNode json = read();
        Complaints complaints = new Complaints();
        Patch<RiskMatrix> patch = Patch.of(RiskMatrix.class);
        for (Field<RiskMatrix, ?> field : Shape.of(RiskMatrix.class).fields()) {
            JsonNode value = json.get(Naming.SNAKE.member(field.name()));
            if (value != null) {
                patch = patch.with(
                        field, Codec.<Object>of(field.type()).read(value, Naming.SNAKE, field.name(), complaints));
            }
        }
        if (!complaints.isEmpty()) {
            throw new IllegalStateException(PLACE + " is not a risk matrix: " + complaints.toFailure());
        }
        return patch;
    }

    private static JsonNode read() {
        try (InputStream in = Objects.requireNonNull(DefaultMatrix.class.getResourceAsStream(PLACE), PLACE)) {
            return Json.MAPPER.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
