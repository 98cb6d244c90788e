package redoubt.infra;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Everything that may be set: as {@code redoubt.some-name} in a file or on the command line, or as
 * {@code REDOUBT_SOME_NAME} in the environment.
 *
 * @param port of the API; 0 takes any free one
 * @param address the API and the management port listen on
 * @param management the second port, for health and metrics
 * @param publicBaseUrl what absolute links begin with, without a slash at the end; this machine and port by default
 * @param data the directory for everything Redoubt keeps in files
 * @param databaseUrl of a PostgreSQL that is run elsewhere; without one Redoubt runs its own in the data directory
 * @param databaseWait how long the start waits for that database to answer
 * @param pool what the connections to the database may take
 * @param append how appends to the log are grouped
 * @param bootstrapToken the first administrator's token, used when the log is empty
 * @param demo whether an empty log is filled with the demonstration register
 * @param requireIfMatch whether a change without If-Match is refused
 * @param idempotencyTtl how long the answer to an Idempotency-Key is kept
 * @param token what may be asked of API tokens
 * @param sse the streams of events
 * @param ready when this node counts as ready
 * @param timezone whose midnight makes a task overdue
 * @param corsOrigins the exact origins whose scripts may call the API; none by default
 */
@ConfigurationProperties("redoubt")
public record RedoubtProperties(
        @DefaultValue("8080") @Min(0) @Max(65_535) int port,
        @DefaultValue("0.0.0.0") @NotBlank String address,
        @DefaultValue @Valid Management management,
        URI publicBaseUrl,
        @DefaultValue("~/.redoubt") Path data,
        @Nullable String masterKey,
        @Nullable String databaseUrl,
        @DefaultValue("30s") @DurationMin Duration databaseWait,
        @DefaultValue @Valid Pool pool,
        @DefaultValue @Valid Append append,

        @Nullable
        @Pattern(
                regexp = "pst_[A-Za-z0-9_-]{43}|",
                message = "must be pst_ and 43 letters, digits, dashes or underscores")
        String bootstrapToken,

        @DefaultValue("false") boolean demo,
        @DefaultValue("false") boolean requireIfMatch,
        @DefaultValue("24h") @DurationMin(hours = 24) Duration idempotencyTtl,
        @DefaultValue @Valid Token token,
        @DefaultValue @Valid Sse sse,
        @DefaultValue @Valid Ready ready,
        @DefaultValue("UTC") ZoneId timezone,

        @DefaultValue
        List<@Pattern(regexp = "https?://[^/*\\s]+", message = "must be an exact origin") String> corsOrigins) {

    /** Fills in what follows from other settings. */
    public RedoubtProperties {
        publicBaseUrl = Origins.base(publicBaseUrl, port);
        data = Homes.expanded(data);
        databaseUrl = databaseUrl == null || databaseUrl.isBlank() ? null : databaseUrl;
        masterKey = masterKey == null || masterKey.isBlank() ? null : masterKey;
        bootstrapToken = bootstrapToken == null || bootstrapToken.isBlank() ? null : bootstrapToken;
        corsOrigins = List.copyOf(corsOrigins);
        if (port != 0 && port == management.port()) {
            throw new IllegalArgumentException(
                    "redoubt.management.port must differ from redoubt.port, but both are " + port);
        }
    }

    /**
     * The port for operators.
     *
     * @param port of health and metrics; 0 takes any free one
     */
    public record Management(
            @DefaultValue("8081") @Min(0) @Max(65_535) int port) {}

    /**
     * What the connections to the database may take.
     *
     * @param size the greatest number of connections
     * @param acquireTimeout how long a request waits for one
     * @param statementTimeout after which the database ends a statement
     * @param idleInTransactionTimeout after which the database ends a session that holds a transaction and does nothing
     */
    public record Pool(
            @DefaultValue("16") @Min(1) @Max(1000) int size,
            @DefaultValue("5s") @DurationMin(millis = 1) Duration acquireTimeout,
            @DefaultValue("30s") @DurationMin(millis = 1) Duration statementTimeout,
            @DefaultValue("30s") @DurationMin(millis = 1) Duration idleInTransactionTimeout) {}

    /**
     * How appends to the log are grouped.
     *
     * @param group the greatest number of appends written in one transaction
     * @param queue the greatest number of appends that wait for one; clients are asked to come back after that
     */
    public record Append(
            @DefaultValue("256") @Min(1) @Max(1000) int group,
            @DefaultValue("4096") @Min(1) @Max(100_000) int queue) {}

    /**
     * What may be asked of API tokens.
     *
     * @param maxTtl the longest life a new token may have; any if absent
     * @param maxPerUser how many living tokens one user may have
     */
    public record Token(
            @Nullable @DurationMin(minutes = 1) Duration maxTtl,
            @DefaultValue("20") @Min(1) int maxPerUser) {}

    /**
     * The streams of events.
     *
     * @param heartbeat after how much silence a comment is sent
     */
    public record Sse(
            @DefaultValue("15s") @DurationMin(millis = 100) Duration heartbeat) {}

    /**
     * When this node counts as ready.
     *
     * @param maxLag how many events a reader of the log may be behind
     */
    public record Ready(@DefaultValue("1000") @Min(0) long maxLag) {}
}
