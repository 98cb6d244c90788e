package redoubt.api.route;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import redoubt.api.dialect.Verb;
import redoubt.model.Shape;

/** What a body holds, as documents tell of it. */
public sealed interface Content {

    /** No body. */
    record Nothing() implements Content {}

    /** A resource as it is shown. */
    record One(Shape<?> shape) implements Content {}

    /** A page of something. */
    record Many(Content item) implements Content {}

    /** A resource as clients write it, for a verb that writes. */
    record Written(Shape<?> shape, Verb verb) implements Content {}

    /** A record that clients fill in. */
    record Filled(Class<?> type) implements Content {}

    /**
     * JSON with a form of its own.
     *
     * @param name under which the schema stands in the document
     * @param schema its JSON schema
     * @param example what it may look like
     */
    record Formed(String name, Map<String, Object> schema, Object example) implements Content {}

    /**
     * Something that is no JSON.
     *
     * @param mediaType what it is
     * @param example what it may look like; null for none
     */
    record Text(String mediaType, @Nullable String example) implements Content {}

    /** No body. */
    Content NOTHING = new Nothing();
}
