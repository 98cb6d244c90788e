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
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import redoubt.api.audit.Watched;
import redoubt.infra.kafka.KafkaSettings;
import redoubt.infra.security.TrustedIssuer;
import redoubt.infra.trace.Collector;
import redoubt.model.access.Quota;
import redoubt.model.network.Network;

/**
 * Everything that may be set: as {@code redoubt.some-name} in a file or on the command line, or as
 * {@code REDOUBT_SOME_NAME} in the environment.
 *
 * @param port of the API; 0 takes any free one
 * @param address the API and the management port listen on
 * @param management the second port, for health and metrics
 * @param publicBaseUrl what absolute links begin with, without a slash at the end; this machine and port by default
 * @param data the directory for everything Redoubt keeps in files
 * @param masterKey wraps the other keys in the database; without one it stands in a file of the data directory
 * @param secretsKey under which secrets of webhooks are kept; one that follows from the master key by default
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
 * @param tracing where traces of requests are told, if anywhere
 * @param patience how long slow senders are waited for
 * @param accessLog whether each request is a line in the log
 * @param rate how much may be asked for
 * @param ready when this node counts as ready
 * @param timezone whose midnight makes a task overdue
 * @param clock what happens because days pass
 * @param dueSoonDays how many days before its due date it is said of a task that it comes near; empty for never
 * @param signIn how people sign in
 * @param oidc another issuer whose tokens are good here
 * @param mail the server that takes letters; without one they are written to the data directory
 * @param frontendUrl where the pages for people are; the public address by default
 * @param corsOrigins the exact origins whose scripts may call the API; none by default
 * @param auditReads whose readers are told of in the log as well; nobody's by default
 * @param webhook how endpoints elsewhere are told of what happens
 * @param kafka a Kafka cluster that is told of what happens
 * @param proxies what stands between us and those who call
 */
@ConfigurationProperties("redoubt")
public record RedoubtProperties(
        @DefaultValue("8080") @Min(0) @Max(65_535) int port,
        @DefaultValue("0.0.0.0") @NotBlank String address,
        @DefaultValue @Valid Management management,
        URI publicBaseUrl,
        @DefaultValue("~/.redoubt") Path data,
        @Nullable String masterKey,
        @Nullable String secretsKey,
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
        @DefaultValue @Valid Collector tracing,
        @DefaultValue @Valid Patience patience,
        @DefaultValue("false") boolean accessLog,
        @DefaultValue @Valid Rate rate,
        @DefaultValue @Valid Ready ready,
        @DefaultValue("UTC") ZoneId timezone,
        @DefaultValue @Valid Calendar clock,

        @DefaultValue({"7", "1"}) List<@Min(0) @Max(3650) Integer> dueSoonDays,

        @DefaultValue @Valid SignIn signIn,
        @DefaultValue @Valid TrustedIssuer oidc,
        @DefaultValue @Valid MailSettings mail,
        URI frontendUrl,

        @DefaultValue
        List<@Pattern(regexp = "https?://[^/*\\s]+", message = "must be an exact origin") String> corsOrigins,

        @DefaultValue List<Watched> auditReads,
        @DefaultValue @Valid WebhookSettings webhook,
        @DefaultValue @Valid KafkaSettings kafka,
        @DefaultValue @Valid Proxies proxies) {

    /** Fills in what follows from other settings. */
    public RedoubtProperties {
        publicBaseUrl = Origins.base(publicBaseUrl, port);
        data = Homes.expanded(data);
        databaseUrl = databaseUrl == null || databaseUrl.isBlank() ? null : databaseUrl;
        masterKey = masterKey == null || masterKey.isBlank() ? null : masterKey;
        secretsKey = secretsKey == null || secretsKey.isBlank() ? null : secretsKey;
        bootstrapToken = bootstrapToken == null || bootstrapToken.isBlank() ? null : bootstrapToken;
        corsOrigins = List.copyOf(corsOrigins);
        auditReads = List.copyOf(auditReads);
        dueSoonDays = List.copyOf(dueSoonDays);
        frontendUrl = frontendUrl == null ? publicBaseUrl : frontendUrl;
        if (port != 0 && port == management.port()) {
            throw new IllegalArgumentException(
                    "redoubt.management.port must differ from redoubt.port, but both are " + port);
        }
    }

    /**
     * What happens because days pass.
     *
     * @param sweepSeconds how long until it is looked for again what is due, in seconds
     */
    public record Calendar(
            @DefaultValue("60") @Min(1) @Max(86_400) int sweepSeconds) {}

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

    /** Who may make an account. */
    public enum Registration {
        /** Nobody. */
        CLOSED,
        /** Anybody; it can do nothing before it is given a role. */
        OPEN,
        /** Anybody; who was not invited gets an organization of their own. */
        WORKSPACE,
        /** Anybody; it may read everything. */
        MEMBER
    }

    /**
     * How people sign in.
     *
     * @param registration who may make an account
     * @param attempts how often a password may be tried, or a letter asked for, within the span; ten times as often from
     *     one address
     * @param span the span
     * @param grace how long a refresh token that was exchanged still leads to its successor
     */
    public record SignIn(
            @DefaultValue("workspace") Registration registration,
            @DefaultValue("10") @Min(1) @Max(100_000) int attempts,
            @DefaultValue("15m") @DurationMin(seconds = 1) Duration span,

            @DefaultValue("60s") @DurationMin @DurationMax(seconds = 60)
            Duration grace) {}

    /**
     * The streams of events.
     *
     * @param heartbeat after how much silence a comment is sent
     */
    public record Sse(
            @DefaultValue("15s") @DurationMin(millis = 100) Duration heartbeat) {}

    /**
     * How long slow senders are waited for.
     *
     * @param idle how long a connection may wait for its next request
     * @param head how long the head of a request may take to arrive
     * @param body for how long nothing of a body may come
     * @param pace how many bytes of a body must come in a second, on average, after that time
     */
    public record Patience(
            @DefaultValue("75s") @DurationMin(millis = 100) Duration idle,
            @DefaultValue("10s") @DurationMin(millis = 100) Duration head,
            @DefaultValue("10s") @DurationMin(millis = 100) Duration body,
            @DefaultValue("1024") @Min(1) int pace) {}

    /**
     * How much may be asked for, all nodes together.
     *
     * @param hourly requests of one user within an hour of the clock
     * @param burst the same within a minute
     * @param refused how often an address may come within a minute without a credential that is good
     * @param elsewhere what else than {@code /api/v1} is counted by
     */
    public record Rate(
            @DefaultValue("1000") @Min(1) @Max(Quota.MOST) int hourly,
            @DefaultValue("100") @Min(1) @Max(Quota.MOST) int burst,
            @DefaultValue("60") @Min(1) @Max(Quota.MOST) int refused,
            @DefaultValue @Valid Elsewhere elsewhere) {

        /**
         * What is not below {@code /api/v1}.
         *
         * @param hourly requests of one user within an hour of the clock
         * @param burst the same within a minute
         */
        public record Elsewhere(
                @DefaultValue("10000") @Min(1) @Max(Quota.MOST)
                int hourly,

                @DefaultValue("1000") @Min(1) @Max(Quota.MOST)
                int burst) {}
    }

    /**
     * What stands between us and those who call.
     *
     * @param trusted who is believed when it says for whom it calls: addresses and blocks of them; nobody by default
     */
    public record Proxies(@DefaultValue List<Network> trusted) {

        /** Keeps a copy. */
        public Proxies {
            trusted = List.copyOf(trusted);
        }
    }

    /**
     * When this node counts as ready.
     *
     * @param maxLag how many events a reader of the log may be behind
     */
    public record Ready(@DefaultValue("1000") @Min(0) long maxLag) {}
}
