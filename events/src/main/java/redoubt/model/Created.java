package redoubt.model;

/**
 * The resource came into being.
 *
 * @param state its first state, complete
 */
public record Created<R>(R state) implements Change<R> {}
