package redoubt.query;

import java.util.List;
import java.util.Set;
import redoubt.model.Kind;

/**
 * Something by which a list can be filtered.
 *
 * @param name the name in camelCase; dialects spell it their way
 * @param kind how values are read and compared
 * @param lookups what may be asked beside plain equality
 * @param choices the words that are possible, as enum constants: all there are when the kind is a choice, and beside
 *     identifiers when it is a reference; else empty
 * @param nullable whether "no value" can be asked for
 */
public record Criterion(String name, Kind kind, Set<Lookup> lookups, List<Enum<?>> choices, boolean nullable) {

    /** How a value is compared. */
    public enum Lookup {
        /** Equal to one of the values. */
        AMONG,
        /** Equal to none of the values. */
        NOT,
        /** Greater than or equal. */
        GTE,
        /** Greater. */
        GT,
        /** Less than or equal. */
        LTE,
        /** Less. */
        LT,
        /** Absent, or present. */
        ISNULL
    }
}
