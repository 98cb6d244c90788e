/** Carries out what others put on a topic, by asking our own API for it. */
@NullMarked
package redoubt.infra.kafka.inbound;

import org.jspecify.annotations.NullMarked;
