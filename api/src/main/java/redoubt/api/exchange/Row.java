package redoubt.api.exchange;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A row of a file as it was read.
 *
 * @param number where it stands, as whoever made the file counts: lines of text and rows of a sheet from 1, its head
 *     being the first
 * @param members what it says; empty if it cannot be read
 * @param trouble why it cannot be; null if it can
 */
record Row(long number, ObjectNode members, @Nullable String trouble) {}
