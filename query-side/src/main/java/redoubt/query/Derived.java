package redoubt.query;

import java.lang.reflect.Type;

/**
 * A member that a resource shows beside its recorded fields.
 *
 * @param name its name in camelCase
 * @param type its Java type, for documents
 * @param nullable whether it may be null
 */
public record Derived(String name, Type type, boolean nullable) {}
