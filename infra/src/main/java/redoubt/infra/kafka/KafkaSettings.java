package redoubt.infra.kafka;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A Kafka cluster that is told of what happens, and may send commands.
 *
 * @param bootstrapServers where some of its brokers are; none by default, and then nothing of all this happens
 * @param client which client speaks to it
 * @param propertiesFile further settings of clients, such as how they show who they are
 * @param topic where events go
 * @param partitions how many it gets if it is not there yet
 * @param replication how many brokers hold each of its records; what the cluster does by default if absent
 * @param retention for how long its records stay, if it is not there yet
 * @param from where the log is begun to be told when nothing of it was told there yet
 * @param commandsTopic where commands come from; none by default
 * @param repliesTopic where their answers go
 * @param group in which all nodes read commands
 */
public record KafkaSettings(
        @Nullable String bootstrapServers,
        @DefaultValue("reactor") Client client,
        @Nullable Path propertiesFile,

        @DefaultValue("redoubt.events") @Pattern(regexp = KafkaSettings.NAME, message = KafkaSettings.UNLIKE)
        String topic,

        @DefaultValue("12") @Min(1) @Max(10_000) int partitions,
        @Nullable @Min(1) @Max(100) Short replication,
        @DefaultValue("7d") @DurationMin(minutes = 1) Duration retention,
        @DefaultValue("earliest") From from,

        @Nullable @Pattern(regexp = KafkaSettings.NAME, message = KafkaSettings.UNLIKE)
        String commandsTopic,

        @DefaultValue("redoubt.replies") @Pattern(regexp = KafkaSettings.NAME, message = KafkaSettings.UNLIKE)
        String repliesTopic,

        @DefaultValue("redoubt") @NotBlank String group) {

    private static final String NAME = "[A-Za-z0-9._-]{1,249}";
    private static final String UNLIKE = "must be at most 249 letters, digits, dots, dashes or underscores";

    /** Which client speaks to the cluster. */
    public enum Client {
        /** reactor-kafka. */
        REACTOR,
        /** Kafka's own, and nothing else. */
        NATIVE
    }

    /** Where the log is begun to be told. */
    public enum From {
        /** With its first event. */
        EARLIEST,
        /** With what happens from now on. */
        NOW
    }

    /** What is empty is not set. */
    public KafkaSettings {
        bootstrapServers = bootstrapServers == null || bootstrapServers.isBlank() ? null : bootstrapServers.strip();
        commandsTopic = commandsTopic == null || commandsTopic.isBlank() ? null : commandsTopic;
        propertiesFile = propertiesFile == null || propertiesFile.toString().isBlank() ? null : propertiesFile;
    }

    /** Whether there is a cluster at all. */
    public boolean on() {
        return bootstrapServers != null;
    }

    /** Whether commands come from there. */
    public boolean commanded() {
        return on() && commandsTopic != null;
    }
}
