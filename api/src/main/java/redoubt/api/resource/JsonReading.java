package redoubt.api.resource;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import redoubt.api.dialect.Verb;
import redoubt.command.Submission;
import redoubt.model.Field;
import redoubt.model.Kind;
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

    /** What kind of value clients write under a name on the wire; nothing if they write none. */
    public Optional<Kind> written(String member) {
        Field<R, ?> field = members.written(member);
        return field == null ? Optional.empty() : Optional.of(field.kind());
    }

    /** The values that a member can take which is one of several; none if it can take others. */
    public List<String> choices(String member) {
        Field<R, ?> field = members.written(member);
        return field != null && field.type() instanceof Class<?> type && type.isEnum()
                ? Arrays.stream(type.getEnumConstants())
                        .map(choice -> members.dialect().naming().constant((Enum<?>) choice))
                        .toList()
                : List.of();
    }

    /** Whether clients see a member of that name, which is passed over when it is sent. */
    public boolean shown(String member) {
        return members.shown(member);
    }

    /** What the object says of something new. */
    public Submission<R> submission(ObjectNode body) {
        return submission(body, Verb.CREATE);
    }

    /** What the object says, where that is done with it. */
    public Submission<R> submission(ObjectNode body, Verb verb) {
        return new JsonSubmission<>(members, body, verb);
    }
}
