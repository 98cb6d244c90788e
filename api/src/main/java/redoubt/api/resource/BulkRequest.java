package redoubt.api.resource;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import redoubt.api.dialect.Verb;
import redoubt.api.http.Spelled;
import redoubt.command.Act;
import redoubt.command.Commands;
import redoubt.command.Create;
import redoubt.command.Delete;
import redoubt.command.Expected;
import redoubt.command.Update;
import redoubt.model.Ref;
import redoubt.model.failure.Complaints;
import redoubt.model.failure.Refused;
import redoubt.model.wire.Identifiers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Several operations on resources of one type.
 *
 * @param acts what to do, in order
 * @param atomic whether all of it is done or none
 */
record BulkRequest<R>(List<Act<R>> acts, boolean atomic) {

    static final int MOST = 100;

    private static final Set<String> MEMBERS = Set.of("operations", "atomic");
    private static final Set<String> OPERATION = Set.of("op", "id", "version", "data");

    /**
     * Reads a request.
     *
     * @throws Refused with everything that is wrong with its form; what is wrong with the data of an operation is told
     *     when that operation's turn comes
     */
    static <R> BulkRequest<R> read(ObjectNode body, Members<R> members, Commands commands) {
        Reader<R> reader = new Reader<>(members, commands);
        BulkRequest<R> request = reader.read(body);
        if (!reader.complaints.isEmpty()) {
            throw new Refused(reader.complaints.toFailure());
        }
        return request;
    }

    private static final class Reader<R> {

        private final Complaints complaints = new Complaints();
        private final Set<String> seen = new HashSet<>();
        private final Members<R> members;
        private final Commands commands;

        Reader(Members<R> members, Commands commands) {
            this.members = members;
            this.commands = commands;
        }

        BulkRequest<R> read(ObjectNode body) {
            unknown("", body, MEMBERS);
            JsonNode atomic = body.get("atomic");
            if (atomic != null && !atomic.isBoolean()) {
                complaints.add("atomic", "Must be a valid boolean.");
            }
            JsonNode operations = body.get("operations");
            List<Act<R>> acts = new ArrayList<>();
            if (operations == null) {
                complaints.add("operations", "This field is required.");
            } else if (!operations.isArray() || operations.isEmpty() || operations.size() > MOST) {
                complaints.add("operations", "Expected a list of 1 to " + MOST + " operations.");
            } else {
                for (int i = 0; i < operations.size(); i++) {
                    Act<R> act = operation("operations." + i, operations.get(i));
                    if (act != null) {
                        acts.add(act);
                    }
                }
            }
            return new BulkRequest<>(acts, atomic != null && atomic.isBoolean() && atomic.booleanValue());
        }

        private @Nullable Act<R> operation(String at, JsonNode node) {
            if (!(node instanceof ObjectNode operation)) {
                complaints.add(at, "Expected an object.");
                return null;
            }
            unknown(at + ".", operation, OPERATION);
            JsonNode op = operation.get("op");
            if (op == null) {
                complaints.add(at + ".op", "This field is required.");
                return null;
            }
            return switch (op.isString() ? op.stringValue() : "") {
                case "create" -> {
                    ObjectNode data = data(at, operation);
                    yield new Create<>(
                            commands.draw(members.shape().type()), new JsonSubmission<>(members, data, Verb.CREATE));
                }
                case "update" -> {
                    ObjectNode data = data(at, operation);
                    Ref<R> ref = ref(at, operation);
                    yield ref == null
                            ? null
                            : new Update<>(
                                    ref, new JsonSubmission<>(members, data, Verb.AMEND), expected(at, operation));
                }
                case "delete" -> {
                    Ref<R> ref = ref(at, operation);
                    yield ref == null ? null : new Delete<>(ref, expected(at, operation));
                }
                default -> {
                    complaints.add(at + ".op", "Choose create, update or delete.");
                    yield null;
                }
            };
        }

        private ObjectNode data(String at, ObjectNode operation) {
            JsonNode data = operation.get("data");
            if (data instanceof ObjectNode object) {
                return object;
            }
            complaints.add(at + ".data", data == null ? "This field is required." : "Expected an object.");
            return operation.objectNode();
        }

        private @Nullable Ref<R> ref(String at, ObjectNode operation) {
            JsonNode id = operation.get("id");
            Optional<String> read = id != null && id.isString() ? Identifiers.read(id.stringValue()) : Optional.empty();
            if (read.isEmpty()) {
                complaints.add(at + ".id", id == null ? "This field is required." : "Must be a valid UUID.");
                return null;
            }
            if (!seen.add(read.get())) {
                complaints.add(at + ".id", "A resource may occur once per request.");
            }
            return members.shape().ref(read.get());
        }

        private Expected expected(String at, ObjectNode operation) {
            JsonNode version = operation.get("version");
            if (version == null || version.isNull()) {
                return Expected.ANY;
            }
            if (!version.isIntegralNumber() || !version.canConvertToLong() || version.longValue() < 1) {
                complaints.add(at + ".version", "A valid integer is required.");
                return Expected.ANY;
            }
            return Expected.version(version.longValue());
        }

        private void unknown(String prefix, ObjectNode object, Set<String> known) {
            object.propertyNames().stream()
                    .filter(name -> !known.contains(name))
                    .forEach(name -> complaints.add(prefix + Spelled.as(name), "Unknown field."));
        }
    }
}
