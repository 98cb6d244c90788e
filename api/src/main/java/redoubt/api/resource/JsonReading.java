package redoubt.api.resource;

import redoubt.api.dialect.Verb;
import redoubt.command.Submission;
import redoubt.model.Shape;
import tools.jackson.databind.node.ObjectNode;

/** Reads what clients send to create a resource, for endpoints that do more than create it. */
public final class JsonReading<R> {

    private final Members<R> members;

    private JsonReading(Members<R> members) {
        this.members = members;
    }

    /** Reads resources of the shape. */
    public static <R> JsonReading<R> creation(Shape<R> shape, Showing showing) {
        return new JsonReading<>(
                new Members<>(shape, showing.dialect(), showing.queries().derived(shape), _ -> true));
    }

    /** What the object says. */
    public Submission<R> submission(ObjectNode body) {
        return new JsonSubmission<>(members, body, Verb.CREATE);
    }
}
