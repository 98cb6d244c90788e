package redoubt.query;

/**
 * One term of an ordering.
 *
 * @param name one of the names {@link Queries#orderings} tells, in camelCase
 * @param descending greatest first; rows without a value come last either way
 */
public record Order(String name, boolean descending) {}
