package redoubt.model;

/**
 * The resource is gone; its history stays.
 *
 * @param last the state it had, so that readers of this event alone know what was lost
 */
public record Deleted<R>(R last) implements Change<R> {}
