package redoubt.api.dialect;

import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import redoubt.model.Field;
import redoubt.model.Shape;

/**
 * A resource as a dialect offers it.
 *
 * @param shape the resource
 * @param title what people call it, for documents: {@code Risk matrix}
 * @param verbs what can be done with it through the common endpoints
 * @param amendable which of its writable fields may change after creation
 * @param sole whether there is one of it in each organization, found without an identifier
 */
public record Offer<R>(Shape<R> shape, String title, Set<Verb> verbs, Predicate<Field<R, ?>> amendable, boolean sole) {

    /** A resource whose writable fields may all change. */
    public static <R> Offer<R> of(Class<R> type, String title, Set<Verb> verbs) {
        return new Offer<>(Shape.of(type), title, verbs, _ -> true, false);
    }

    /** A resource of which each organization has one, under its own identifier. */
    public static <R> Offer<R> sole(Class<R> type, String title, Set<Verb> verbs) {
        return new Offer<>(Shape.of(type), title, verbs, _ -> true, true);
    }

    /** The path of the collection below the prefix. */
    public String path() {
        return "/" + shape.plural() + "/";
    }

    /** The path of one of them below the prefix. */
    public String item() {
        return sole ? path() : path() + "{id}/";
    }

    /** Whether a verb is offered. */
    public boolean offers(Verb verb) {
        return verbs.contains(verb);
    }

    /** One of them in a sentence: {@code a risk}, {@code an asset}. */
    public String one() {
        return ("AEIO".indexOf(title.charAt(0)) >= 0 ? "an " : "a ") + lower();
    }

    /** Its title in a sentence. */
    public String lower() {
        return title.startsWith("API") ? title : title.toLowerCase(Locale.ROOT);
    }

    /** Many of them in a sentence. */
    public String many() {
        return shape.plural().replace('-', ' ').replace("api ", "API ");
    }
}
