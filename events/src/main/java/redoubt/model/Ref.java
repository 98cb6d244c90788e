package redoubt.model;

import java.util.Objects;

/**
 * A typed pointer to one resource.
 *
 * @param type the resource's class, or the marker of a resource that other contexts know by name only
 * @param id its identifier as it stands in URLs and events, lower case
 */
public record Ref<R>(Class<R> type, String id) {

    /** Refuses a pointer to nothing. */
    public Ref {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(id, "id");
    }

    /** The pointer to the resource of that type with that identifier. */
    public static <R> Ref<R> of(Class<R> type, String id) {
        return new Ref<>(type, id);
    }

    /** The public noun of the type, for example {@code risk_matrix}. */
    public String noun() {
        return Nouns.of(type);
    }

    /** The noun that permissions on the type carry. */
    public String right() {
        return Nouns.right(type);
    }

    /** {@code risk:0190…}, the way logs and tags name the resource. */
    @Override
    public String toString() {
        return noun() + ":" + id;
    }
}
