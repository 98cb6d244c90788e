package redoubt.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import redoubt.infra.kafka.KafkaSettings;
import redoubt.infra.trace.Collector;
import redoubt.model.network.Network;
import redoubt.webhook.RetrySchedule;

class SettingsTest {

    @Test
    void everythingHasADefaultThatRunsOnALaptop() {
        var settings = Settings.read(environment(Map.of()));

        assertThat(settings.port()).isEqualTo(8080);
        assertThat(settings.management().port()).isEqualTo(8081);
        assertThat(settings.publicBaseUrl()).isEqualTo(URI.create("http://localhost:8080"));
        assertThat(settings.data()).isEqualTo(Homes.home().resolve(".redoubt"));
        assertThat(settings.databaseUrl()).isNull();
        assertThat(settings.bootstrapToken()).isNull();
        assertThat(settings.demo()).isFalse();
        assertThat(settings.requireIfMatch()).isFalse();
        assertThat(settings.idempotencyTtl()).isEqualTo(Duration.ofHours(24));
        assertThat(settings.token().maxTtl()).isNull();
        assertThat(settings.token().maxPerUser()).isEqualTo(20);
        assertThat(settings.sse().heartbeat()).isEqualTo(Duration.ofSeconds(15));
        assertThat(settings.timezone()).isEqualTo(ZoneId.of("UTC"));
        assertThat(settings.corsOrigins()).isEmpty();
        assertThat(settings.proxies().trusted()).isEmpty();
        assertThat(settings.rate().hourly()).isEqualTo(1000);
        assertThat(settings.rate().burst()).isEqualTo(100);
        assertThat(settings.rate().refused()).isEqualTo(60);
        assertThat(settings.patience().idle()).isEqualTo(Duration.ofSeconds(75));
        assertThat(settings.patience().pace()).isEqualTo(1024);
        assertThat(settings.accessLog()).isFalse();
        assertThat(settings.tracing()).isEqualTo(new Collector(null, 1));
        assertThat(settings.secretsKey()).isNull();
        assertThat(settings.webhook().allowHttp()).isFalse();
        assertThat(settings.webhook().allowedCidrs()).isEmpty();
        assertThat(settings.webhook().allowedHosts()).isEmpty();
        assertThat(settings.webhook().proxy()).isNull();
        assertThat(settings.webhook().retrySchedule()).isEqualTo(RetrySchedule.STANDARD.delays());
        assertThat(settings.webhook().max()).isEqualTo(100);
        assertThat(settings.webhook().maxPerUser()).isEqualTo(20);
        assertThat(settings.webhook().logDays()).isEqualTo(30);
    }

    @Test
    void everythingCanBeSetByTheEnvironment() {
        var settings = Settings.read(environment(Map.ofEntries(
                Map.entry("REDOUBT_PORT", "9000"),
                Map.entry("REDOUBT_ADDRESS", "127.0.0.1"),
                Map.entry("REDOUBT_MANAGEMENT_PORT", "9001"),
                Map.entry("REDOUBT_PUBLIC_BASE_URL", "https://posture.example.org/redoubt/"),
                Map.entry("REDOUBT_DATA", "/var/lib/redoubt"),
                Map.entry("REDOUBT_DATABASE_URL", "postgresql://ann@db/posture"),
                Map.entry("REDOUBT_DATABASE_WAIT", "2m"),
                Map.entry("REDOUBT_POOL_SIZE", "4"),
                Map.entry("REDOUBT_POOL_STATEMENT_TIMEOUT", "7s"),
                Map.entry("REDOUBT_APPEND_GROUP", "64"),
                Map.entry("REDOUBT_APPEND_QUEUE", "128"),
                Map.entry("REDOUBT_BOOTSTRAP_TOKEN", "pst_ZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXp7fH1-f4CBgoM"),
                Map.entry("REDOUBT_DEMO", "true"),
                Map.entry("REDOUBT_REQUIRE_IF_MATCH", "true"),
                Map.entry("REDOUBT_IDEMPOTENCY_TTL", "48h"),
                Map.entry("REDOUBT_TOKEN_MAX_TTL", "90d"),
                Map.entry("REDOUBT_TOKEN_MAX_PER_USER", "3"),
                Map.entry("REDOUBT_SSE_HEARTBEAT", "5s"),
                Map.entry("REDOUBT_READY_MAX_LAG", "77"),
                Map.entry("REDOUBT_TRACING_ENDPOINT", "http://collector:4318/v1/traces"),
                Map.entry("REDOUBT_TRACING_SHARE", "0.25"),
                Map.entry("REDOUBT_RATE_HOURLY", "2000"),
                Map.entry("REDOUBT_RATE_BURST", "200"),
                Map.entry("REDOUBT_RATE_REFUSED", "20"),
                Map.entry("REDOUBT_RATE_ELSEWHERE_HOURLY", "3000"),
                Map.entry("REDOUBT_RATE_ELSEWHERE_BURST", "300"),
                Map.entry("REDOUBT_PATIENCE_IDLE", "1m"),
                Map.entry("REDOUBT_PATIENCE_HEAD", "3s"),
                Map.entry("REDOUBT_PATIENCE_BODY", "4s"),
                Map.entry("REDOUBT_PATIENCE_PACE", "512"),
                Map.entry("REDOUBT_ACCESS_LOG", "true"),
                Map.entry("REDOUBT_PROXIES_TRUSTED", "10.0.0.0/8, 2001:db8::1"),
                Map.entry("REDOUBT_SECRETS_KEY", "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA="),
                Map.entry("REDOUBT_WEBHOOK_ALLOW_HTTP", "true"),
                Map.entry("REDOUBT_WEBHOOK_ALLOWED_CIDRS", "10.1.0.0/16,192.168.0.7"),
                Map.entry("REDOUBT_WEBHOOK_ALLOWED_HOSTS", "hooks.internal,*.corp.local"),
                Map.entry("REDOUBT_WEBHOOK_PROXY", "http://ann:secret@proxy:3128"),
                Map.entry("REDOUBT_WEBHOOK_RETRY_SCHEDULE", "0s,1m"),
                Map.entry("REDOUBT_WEBHOOK_MAX", "7"),
                Map.entry("REDOUBT_WEBHOOK_MAX_PER_USER", "2"),
                Map.entry("REDOUBT_WEBHOOK_LOG_DAYS", "3"),
                Map.entry("REDOUBT_TIMEZONE", "Europe/Berlin"),
                Map.entry("REDOUBT_CORS_ORIGINS", "https://a.example.org,http://localhost:3000"))));

        assertThat(settings.port()).isEqualTo(9000);
        assertThat(settings.address()).isEqualTo("127.0.0.1");
        assertThat(settings.management().port()).isEqualTo(9001);
        assertThat(settings.publicBaseUrl()).isEqualTo(URI.create("https://posture.example.org/redoubt"));
        assertThat(settings.data()).isEqualTo(Path.of("/var/lib/redoubt"));
        assertThat(settings.databaseUrl()).isEqualTo("postgresql://ann@db/posture");
        assertThat(settings.databaseWait()).isEqualTo(Duration.ofMinutes(2));
        assertThat(settings.pool().size()).isEqualTo(4);
        assertThat(settings.pool().statementTimeout()).isEqualTo(Duration.ofSeconds(7));
        assertThat(settings.append().group()).isEqualTo(64);
        assertThat(settings.append().queue()).isEqualTo(128);
        assertThat(settings.bootstrapToken()).isEqualTo("pst_ZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXp7fH1-f4CBgoM");
        assertThat(settings.demo()).isTrue();
        assertThat(settings.requireIfMatch()).isTrue();
        assertThat(settings.idempotencyTtl()).isEqualTo(Duration.ofHours(48));
        assertThat(settings.token().maxTtl()).isEqualTo(Duration.ofDays(90));
        assertThat(settings.token().maxPerUser()).isEqualTo(3);
        assertThat(settings.sse().heartbeat()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.ready().maxLag()).isEqualTo(77);
        assertThat(settings.tracing()).isEqualTo(new Collector(URI.create("http://collector:4318/v1/traces"), 0.25));
        assertThat(settings.rate())
                .isEqualTo(new RedoubtProperties.Rate(2000, 200, 20, new RedoubtProperties.Rate.Elsewhere(3000, 300)));
        assertThat(settings.patience())
                .isEqualTo(new RedoubtProperties.Patience(
                        Duration.ofMinutes(1), Duration.ofSeconds(3), Duration.ofSeconds(4), 512));
        assertThat(settings.accessLog()).isTrue();
        assertThat(settings.proxies().trusted())
                .containsExactly(Network.of("10.0.0.0/8"), Network.of("2001:db8::1/128"));
        assertThat(settings.secretsKey()).isEqualTo("AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=");
        assertThat(settings.webhook())
                .isEqualTo(new WebhookSettings(
                        true,
                        List.of(Network.of("10.1.0.0/16"), Network.of("192.168.0.7")),
                        List.of("hooks.internal", "*.corp.local"),
                        List.of(Duration.ZERO, Duration.ofMinutes(1)),
                        "http://ann:secret@proxy:3128",
                        7,
                        2,
                        3));
        assertThat(settings.timezone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(settings.corsOrigins()).containsExactly("https://a.example.org", "http://localhost:3000");
    }

    @Test
    void aVariableThatIsSetToNothingIsNotSet() {
        var settings = Settings.read(environment(
                Map.of("REDOUBT_DATABASE_URL", "", "REDOUBT_BOOTSTRAP_TOKEN", "", "REDOUBT_PROXIES_TRUSTED", "")));

        assertThat(settings.databaseUrl()).isNull();
        assertThat(settings.bootstrapToken()).isNull();
        assertThat(settings.proxies().trusted()).isEmpty();
    }

    @Test
    void thereIsNoKafkaUnlessSomebodySaysWhereAndThenEverythingAboutItCanBeSet() {
        assertThat(Settings.read(environment(Map.of("REDOUBT_KAFKA_BOOTSTRAP_SERVERS", "")))
                        .kafka()
                        .on())
                .isFalse();

        var kafka = Settings.read(environment(Map.ofEntries(
                        Map.entry("REDOUBT_KAFKA_BOOTSTRAP_SERVERS", "one:9092,two:9092"),
                        Map.entry("REDOUBT_KAFKA_CLIENT", "native"),
                        Map.entry("REDOUBT_KAFKA_PROPERTIES_FILE", "/etc/redoubt/kafka.properties"),
                        Map.entry("REDOUBT_KAFKA_TOPIC", "posture"),
                        Map.entry("REDOUBT_KAFKA_PARTITIONS", "6"),
                        Map.entry("REDOUBT_KAFKA_REPLICATION", "3"),
                        Map.entry("REDOUBT_KAFKA_RETENTION", "30d"),
                        Map.entry("REDOUBT_KAFKA_FROM", "now"),
                        Map.entry("REDOUBT_KAFKA_COMMANDS_TOPIC", "orders"),
                        Map.entry("REDOUBT_KAFKA_REPLIES_TOPIC", "answers"),
                        Map.entry("REDOUBT_KAFKA_GROUP", "posture-nodes"))))
                .kafka();
        assertThat(kafka)
                .isEqualTo(new KafkaSettings(
                        "one:9092,two:9092",
                        KafkaSettings.Client.NATIVE,
                        Path.of("/etc/redoubt/kafka.properties"),
                        "posture",
                        6,
                        (short) 3,
                        Duration.ofDays(30),
                        KafkaSettings.From.NOW,
                        "orders",
                        "answers",
                        "posture-nodes"));
        assertThat(kafka.commanded()).isTrue();
    }

    @Test
    void aTildeIsTheHomeDirectory() {
        assertThat(Settings.read(environment(Map.of("REDOUBT_DATA", "~/posture")))
                        .data())
                .isEqualTo(Homes.home().resolve("posture"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        REDOUBT_PORT             | 70000        | redoubt.port must be less than or equal to 65535, but is 70000
        REDOUBT_PORT             | http         | redoubt.port = http is not a whole number
        REDOUBT_PORT             | 8081         | redoubt.management.port must differ from redoubt.port, but both are 8081
        REDOUBT_DEMO             | perhaps      | redoubt.demo = perhaps is not true or false
        REDOUBT_SSE_HEARTBEAT    | soon         | redoubt.sse.heartbeat = soon is not a duration like 15s
        REDOUBT_IDEMPOTENCY_TTL  | 1h           | redoubt.idempotency-ttl must be longer than or equal to 24 hours
        REDOUBT_TIMEZONE         | Mars/Olympus | redoubt.timezone = Mars/Olympus is not a time zone like Europe/Berlin
        REDOUBT_POOL_SIZE        | 0            | redoubt.pool.size must be greater than or equal to 1, but is 0
        REDOUBT_TOKEN_MAX_PER_USER | 0          | redoubt.token.max-per-user must be greater than or equal to 1, but is 0
        REDOUBT_PUBLIC_BASE_URL  | ftp://x      | redoubt.public-base-url must be an address like https://redoubt.example.org
        REDOUBT_CORS_ORIGINS     | *            | must be an exact origin, but is *
        REDOUBT_PROXIES_TRUSTED  | 10.0.0.0/33  | redoubt.proxies.trusted = 10.0.0.0/33 is not a list of addresses like 192.0.2.1
        REDOUBT_PROXIES_TRUSTED  | 10.0.0.1,lb  | redoubt.proxies.trusted = 10.0.0.1,lb is not a list of addresses like 192.0.2.1
        REDOUBT_TRACING_ENDPOINT | collector    | redoubt.tracing.endpoint must be an address like http://collector:4318/v1/traces
        REDOUBT_TRACING_SHARE    | 2            | redoubt.tracing.share must be less than or equal to 1, but is 2
        REDOUBT_WEBHOOK_PROXY    | socks5://a:1 | redoubt.webhook.proxy must be http://host:port
        REDOUBT_WEBHOOK_PROXY    | http://a     | redoubt.webhook.proxy must be http://host:port
        REDOUBT_PROXIES_TRUSTED  | 127.1        | redoubt.proxies.trusted = 127.1 is not a list of addresses like 192.0.2.1
        """)
    void aWrongValueIsOneSentenceThatNamesIt(String variable, String value, String sentence) {
        assertThatThrownBy(() -> Settings.read(environment(Map.of(variable, value))))
                .isInstanceOf(SettingsRefused.class)
                .hasMessageContaining(sentence)
                .hasMessageEndingWith(".")
                .hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TOP SECRET", "TOPSECRÉT"})
    void aWrongSecretIsNotRepeated(String token) {
        assertThatThrownBy(() -> Settings.read(environment(Map.of("REDOUBT_BOOTSTRAP_TOKEN", token))))
                .isInstanceOf(SettingsRefused.class)
                .hasMessageStartingWith(
                        "redoubt.bootstrap-token must be pst_ and 43 letters, digits, dashes or underscores")
                .hasMessageNotContaining(token);
    }

    private static ConfigurableEnvironment environment(Map<String, ?> variables) {
        var environment = new StandardEnvironment();
        var sources = environment.getPropertySources();
        sources.remove(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
        sources.replace(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                new SystemEnvironmentPropertySource(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, Map.copyOf(variables)));
        ConfigurationPropertySources.attach(environment);
        return environment;
    }
}
