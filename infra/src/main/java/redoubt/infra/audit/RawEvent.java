package redoubt.infra.audit;

import java.time.Instant;

/**
 * An event as it stands in the log.
 *
 * @param payload as text
 * @param metadata as text
 */
record RawEvent(long position, String id, String type, int schema, Instant at, String payload, String metadata) {}
