package redoubt.query;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import redoubt.model.Known;

/**
 * A resource as it is shown: what is recorded, and what follows from it at the moment of looking.
 *
 * @param known what is recorded
 * @param derived what follows, by camelCase name, in the order of {@link Queries#derived}; values are strings, numbers,
 *     booleans, instants, dates, references, lists and maps of them
 */
public record Sight<R>(Known<R> known, Map<String, @Nullable Object> derived) {}
