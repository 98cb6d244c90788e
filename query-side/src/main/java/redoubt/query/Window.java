package redoubt.query;

/**
 * Which rows of an ordered list.
 *
 * @param offset how many rows to pass over
 * @param limit how many rows to take at most
 */
public record Window(long offset, int limit) {

    /** The window of a numbered page; pages count from 1. */
    public static Window numbered(int page, int size) {
        return new Window((page - 1L) * size, size);
    }
}
