package redoubt.infra.eventstore;

import java.util.Set;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventstreaming.Tag;

/**
 * An event as it stands in the log.
 *
 * @param position its place: 1 for the first event, without gaps
 * @param message the event with its payload decoded; its timestamp is the instant at which it was recorded
 * @param tags what it is about
 */
public record Logged(long position, EventMessage message, Set<Tag> tags) {}
