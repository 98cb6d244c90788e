package redoubt.query.sql;

import java.util.Optional;
import redoubt.query.Condition;
import redoubt.query.Criterion;

/** A criterion and how it is asked in SQL. The table goes by the alias {@code t}. */
public interface Term {

    /** What clients are told. */
    Criterion criterion();

    /**
     * The condition in SQL.
     *
     * @throws redoubt.model.failure.Refused if it makes no sense
     */
    Clause compile(Condition condition, Viewpoint from);

    /**
     * Whether the condition is one that has an index and that the database takes for one which might tell what it was given,
     * so that under row security it would not use it.
     */
    default boolean telling(Condition condition) {
        return false;
    }

    /** For references whose targets not everybody may see: the type pointed at. */
    default Optional<Class<?>> target() {
        return Optional.empty();
    }
}
