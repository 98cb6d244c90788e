/** What Redoubt wants of a Kafka cluster, whatever client speaks to it. */
@NullMarked
package redoubt.infra.kafka;

import org.jspecify.annotations.NullMarked;
