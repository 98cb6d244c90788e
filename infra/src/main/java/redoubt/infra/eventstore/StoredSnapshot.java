package redoubt.infra.eventstore;

import org.axonframework.messaging.eventstreaming.Tag;

/**
 * What a stream had come to, as its readers wrote it down. The store keeps it and knows nothing of what it says.
 *
 * @param stream the tag that all events of the stream have
 * @param fingerprint who understands it
 * @param events how many events of the stream it stands for, from the first one on
 * @param position the position of the last of them
 * @param json what they come to, as a JSON text
 */
public record StoredSnapshot(Tag stream, String fingerprint, long events, long position, String json) {}
