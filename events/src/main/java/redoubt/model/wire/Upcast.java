package redoubt.model.wire;

import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/**
 * Lifts the payload of an event from one schema version to the next when it is read. The log itself is never
 * rewritten.
 *
 * @param name the event's public name
 * @param from the schema version it lifts
 * @param change the payload of version {@code from} to that of version {@code from + 1}; pure
 */
public record Upcast(String name, int from, UnaryOperator<ObjectNode> change) {}
