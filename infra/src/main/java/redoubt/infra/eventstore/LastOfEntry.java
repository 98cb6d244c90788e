package redoubt.infra.eventstore;

import org.jspecify.annotations.Nullable;

/**
 * The last of the events that share a value of some metadata entry.
 *
 * @param value the value; null for the events without that entry
 * @param position the greatest position among them
 */
public record LastOfEntry(@Nullable String value, long position) {}
