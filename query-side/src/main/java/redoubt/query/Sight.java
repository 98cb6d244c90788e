package redoubt.query;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import redoubt.model.Known;

/**
 * A resource as it is shown: what is recorded, and what follows from it at the moment of looking.
 *
 * @param known what is recorded
 * @param derived what follows, by camelCase name, in the order of {@link Queries#derived}; values are strings, numbers,
 *     booleans, instants, dates, references, lists and maps of them
 * @param only the names of all members that the viewer may be shown; null for every one
 */
public record Sight<R>(
        Known<R> known,
        Map<String, @Nullable Object> derived,
        @Nullable Set<String> only) {

    /** All of it. */
    public Sight(Known<R> known, Map<String, @Nullable Object> derived) {
        this(known, derived, null);
    }

    /** Whether the viewer may be shown a member. */
    public boolean shows(String member) {
        return only == null || only.contains(member);
    }
}
