package redoubt.model;

/**
 * Some fields took new values.
 *
 * @param patch the fields that changed, and only those
 */
public record Updated<R>(Patch<R> patch) implements Change<R> {}
