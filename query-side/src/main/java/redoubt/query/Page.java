package redoubt.query;

import java.util.List;

/**
 * A part of a list.
 *
 * @param count how many rows match altogether, exactly
 * @param items the rows of the window
 */
public record Page<R>(long count, List<Sight<R>> items) {}
