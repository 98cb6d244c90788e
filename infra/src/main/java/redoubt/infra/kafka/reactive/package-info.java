/** A Kafka cluster, spoken to through reactor-kafka. */
@NullMarked
package redoubt.infra.kafka.reactive;

import org.jspecify.annotations.NullMarked;
