/** A Kafka cluster, spoken to through Kafka's own client and nothing else. */
@NullMarked
package redoubt.infra.kafka.plain;

import org.jspecify.annotations.NullMarked;
