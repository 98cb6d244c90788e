/** Tells a topic of everything that happens, one node at a time. */
@NullMarked
package redoubt.infra.kafka.relay;

import org.jspecify.annotations.NullMarked;
