package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What Redoubt is deployed with: files for programs that are not here, read as those would read them. */
class DeploymentTest {

    private static final Path DEPLOY = Path.of("deploy").toAbsolutePath();
    private static final Path CHART = DEPLOY.resolve("helm/redoubt");
    private static final Pattern SETTING = Pattern.compile("REDOUBT_[A-Z_]+");
    private static final String KEY = "A".repeat(43) + "=";

    @Test
    void nothingIsWrongWithTheContainerAndTheCompositionOfThem() throws IOException {
        Path home = Npm.installed("lint", List.of());
        String compose = DEPLOY.resolve("compose.yaml").toString();

        Npm.run(home, home.resolve("dclint.log"), "node_modules/.bin/dclint", "--max-warnings", "0", compose);
        Npm.run(
                home,
                home.resolve("dockerfilelint.log"),
                "node_modules/.bin/dockerfilelint",
                DEPLOY.resolve("Containerfile").toString());
    }

    @Test
    void theContainerRunsWhatTheLauncherRuns() throws IOException {
        String container = Files.readString(DEPLOY.resolve("Containerfile"));

        assertThat(Path.of("bin", "jvm.options")).exists();
        assertThat(Files.readString(Path.of("bin", "redoubt"))).contains("infra/bin/jvm.options");
        assertThat(container)
                .contains("infra/bin/jvm.options", "-Pfast-start package -pl infra -am", "USER 10001:10001")
                .contains("ENTRYPOINT [\"java\", \"@/opt/redoubt/jvm.options\"");
    }

    @Test
    void everySettingThatIsNamedIsOneAndWhatIsAskedForIsInTheExample() throws IOException {
        String readme = Files.readString(Path.of("..", "README.md"));
        Set<String> named = new TreeSet<>();
        for (String file : List.of("Containerfile", "compose.yaml", "example.env", "README.md", "RUNBOOK.md")) {
            named.addAll(settings(Files.readString(DEPLOY.resolve(file))));
        }
        named.addAll(settings(chart(Map.of())));

        assertThat(settings(readme)).containsAll(named);
        assertThat(Files.readString(DEPLOY.resolve("compose.yaml"))
                        .lines()
                        .flatMap(line -> Pattern.compile("\\$\\{([A-Z_]+):\\?")
                                .matcher(line)
                                .results())
                        .map(found -> found.group(1))
                        .distinct())
                .isNotEmpty()
                .allMatch(name -> example().contains(name + "="));
    }

    @Test
    void theChartIsInOrder() {
        LintResult found = new Helm(CHART).lint().strict().call();

        assertThat(found.isFailed()).as(found.getMessages().toString()).isFalse();
    }

    @Test
    void theChartMakesNodesThatAreProbedAndMayDoNothingElse() {
        Map<?, ?> nodes = only(chart(Map.of("replicas", "3")), "StatefulSet");

        assertThat(at(nodes, "spec.replicas")).isEqualTo(3);
        Map<?, ?> pod = (Map<?, ?>) at(nodes, "spec.template.spec");
        Map<?, ?> container = (Map<?, ?>) ((List<?>) pod.get("containers")).getFirst();
        assertThat(at(container, "startupProbe.httpGet.path")).isEqualTo("/health/started");
        assertThat(at(container, "livenessProbe.httpGet.path")).isEqualTo("/health/live");
        assertThat(at(container, "readinessProbe.httpGet.path")).isEqualTo("/health/ready");
        assertThat(at(container, "readinessProbe.httpGet.port")).isEqualTo("management");
        assertThat(at(pod, "securityContext.runAsNonRoot")).isEqualTo(true);
        assertThat(at(container, "securityContext.readOnlyRootFilesystem")).isEqualTo(true);
        assertThat(at(container, "securityContext.capabilities.drop")).isEqualTo(List.of("ALL"));
        assertThat(container.toString()).doesNotContain(KEY, "hunter2");
        assertThat(at(only(chart(Map.of("replicas", "3")), "PodDisruptionBudget"), "spec.maxUnavailable"))
                .isEqualTo(1);
    }

    @Test
    void everythingThatIsOptionalComesWhenItIsAskedFor() {
        assertThat(kinds(chart(Map.of("replicas", "1"))))
                .containsExactlyInAnyOrder("Secret", "Service", "Service", "StatefulSet");
        String whole = chart(Map.of(
                "ingress.enabled", "true",
                "ingress.host", "posture.example.com",
                "ingress.tlsSecret", "posture-tls",
                "networkPolicy.enabled", "true",
                "monitoring.serviceMonitor", "true",
                "monitoring.rules", "true",
                "monitoring.dashboard", "true",
                "kafka.bootstrapServers", "kafka:9092",
                "settings.REDOUBT_TIMEZONE", "Europe/Berlin"));

        assertThat(kinds(whole))
                .contains(
                        "Ingress",
                        "NetworkPolicy",
                        "PodDisruptionBudget",
                        "ServiceMonitor",
                        "PrometheusRule",
                        "ConfigMap");
        assertThat(((List<?>) at(only(whole, "PrometheusRule"), "spec.groups"))).hasSize(1);
        assertThat(at(only(whole, "ConfigMap"), "data").toString()).contains("\"uid\": \"redoubt\"");
        assertThat(only(whole, "StatefulSet").toString()).contains("kafka:9092", "Europe/Berlin");
        assertThat(kinds(chart(Map.of("secret.existing", "ours")))).doesNotContain("Secret");
    }

    @Test
    void whatIsMissingOrWrongIsSaidBeforeAnythingIsInstalled() {
        assertThatThrownBy(() -> new Helm(CHART).template().call()).hasMessageContaining("is needed");
        assertThatThrownBy(() -> chart(Map.of("secret.masterKey", "short"))).hasMessageContaining("masterKey");
        assertThatThrownBy(() -> chart(Map.of("settings.TIMEZONE", "UTC"))).hasMessageContaining("TIMEZONE");
    }

    private static String chart(Map<String, String> values) {
        TemplateCommand template = new Helm(CHART)
                .template()
                .withName("posture")
                .set("publicBaseUrl", "https://posture.example.com")
                .set("secret.databaseUrl", "postgresql://redoubt:hunter2@db/redoubt")
                .set("secret.masterKey", KEY);
        values.forEach(template::set);
        return template.call();
    }

    private static List<Map<?, ?>> documents(String manifest) {
        return StreamSupport.stream(
                        new Yaml(new SafeConstructor(new LoaderOptions()))
                                .loadAll(manifest)
                                .spliterator(),
                        false)
                .filter(document -> document != null)
                .<Map<?, ?>>map(document -> (Map<?, ?>) document)
                .toList();
    }

    private static List<String> kinds(String manifest) {
        List<String> kinds = new ArrayList<>();
        documents(manifest).forEach(document -> kinds.add(String.valueOf(document.get("kind"))));
        return kinds;
    }

    private static Map<?, ?> only(String manifest, String kind) {
        return documents(manifest).stream()
                .filter(document -> kind.equals(document.get("kind")))
                .findFirst()
                .orElseThrow();
    }

    private static Object at(Map<?, ?> document, String path) {
        Object at = document;
        for (String step : path.split("\\.")) {
            at = ((Map<?, ?>) at).get(step);
        }
        return at;
    }

    private static Set<String> settings(String text) {
        return SETTING.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String example() {
        try {
            return Files.readString(DEPLOY.resolve("example.env"));
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
