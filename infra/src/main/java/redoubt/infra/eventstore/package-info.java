/** An event store on PostgreSQL for Axon Framework, reactive from end to end; {@link PostgresEventStore} is its door. */
@NullMarked
package redoubt.infra.eventstore;

import org.jspecify.annotations.NullMarked;
