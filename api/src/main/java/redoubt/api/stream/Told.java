package redoubt.api.stream;

import org.jspecify.annotations.Nullable;

/**
 * A signal of the feed, ready to be sent.
 *
 * @param position of the log
 * @param frame what to send; null when there is nothing to tell up to that position
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Told(long position, byte @Nullable [] frame) {}
