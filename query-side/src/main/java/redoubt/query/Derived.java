package redoubt.query;

import java.lang.reflect.Type;

/**
 * A member that a resource shows beside its recorded fields.
 *
 * @param name its name in camelCase
 * @param type its Java type, for documents
 * @param nullable whether it may be null
 * @param personal whether it says something of who somebody is
 */
public record Derived(String name, Type type, boolean nullable, boolean personal) {

    /** One that says nothing of people. */
    public Derived(String name, Type type, boolean nullable) {
        this(name, type, nullable, false);
    }
}
