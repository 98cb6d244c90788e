package redoubt.command.identity;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import redoubt.grc.Framework;
import redoubt.grc.RiskMatrix;
import redoubt.model.Field;
import redoubt.model.Patch;
import redoubt.model.Shape;
import redoubt.model.failure.Complaints;
import redoubt.model.wire.Codec;
import redoubt.model.wire.Json;
import redoubt.model.wire.Naming;
import tools.jackson.databind.JsonNode;

/**
 * The catalogues that a house begins with, as they stand in files beside this class; their folders are left open.
 *
 * @param matrix the risk matrix that holds where no other does
 * @param framework a framework to assess oneself by before any other is brought in
 */
public record Beginnings(Patch<RiskMatrix> matrix, Patch<Framework> framework) {

    private static final String FRAMEWORK = "urn:redoubt:framework:baseline-1";

    /** Whether a framework is the one that houses begin with. */
    static boolean holds(Framework framework) {
        return framework.urn().equals(FRAMEWORK);
    }

    /** Reads the files; throws if what stands in them is not sound. */
    public static Beginnings read() {
        return new Beginnings(
                read("/redoubt/founding/redoubt-5x5.json", RiskMatrix.class),
                read("/redoubt/founding/baseline-1.json", Framework.class));
    }

    private static <R> Patch<R> read(String path, Class<R> type) {
        JsonNode file = file(path);
        Complaints complaints = new Complaints();
        Patch<R> patch = Patch.of(type);
        for (Field<R, ?> field : Shape.of(type).fields()) {
            JsonNode node = file.get(Naming.SNAKE.member(field.name()));
            if (node != null) {
                patch = patch.with(field, Codec.of(field.type()).read(node, Naming.SNAKE, field.name(), complaints));
            }
        }
        if (!complaints.isEmpty()) {
            throw new IllegalStateException(path + " is not sound: " + complaints.toFailure());
        }
        return patch;
    }

    private static JsonNode file(String path) {
        try (InputStream in = Objects.requireNonNull(Beginnings.class.getResourceAsStream(path), path)) {
            return Json.MAPPER.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
