package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import redoubt.infra.Running;
import redoubt.infra.TestDatabase;
import redoubt.infra.TestPostgres;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What those who watch are given: alerts that ring when they should, about what a node really tells. */
class AlertsTest {

    private static final Path DEPLOY = Path.of("deploy");
    private static final Path FILES = DEPLOY.resolve("helm/redoubt/files");
    private static final Path RULES = FILES.resolve("rules.yaml");
    private static final Pattern METRIC =
            Pattern.compile("\\b(?:redoubt|http_server|jvm|process)_[a-z0-9_]+(?=[\\s{\\[)]|$)");

    @Test
    void alertsRingWhenTheyShouldAndNotOtherwise() throws IOException {
        promtool("check-rules", "check", "rules", RULES.toString());
        promtool(
                "test-rules",
                "test",
                "rules",
                DEPLOY.resolve("prometheus/rules.test.yaml").toString());
    }

    @Test
    void theConfigurationIsReadByPrometheus() throws IOException {
        Path home = Files.createDirectories(Path.of("target", "prometheus"));
        Files.writeString(
                home.resolve("prometheus.yaml"), Files.readString(DEPLOY.resolve("prometheus/prometheus.yaml")));
        Files.writeString(home.resolve("rules.yaml"), Files.readString(RULES));

        promtool(
                "check-config",
                "check",
                "config",
                home.resolve("prometheus.yaml").toString());
    }

    @Test
    void everyAlertIsTestedAndHasAPlaceInTheRunbook() throws IOException {
        String tests = Files.readString(DEPLOY.resolve("prometheus/rules.test.yaml"));
        Set<String> headings = Files.readString(DEPLOY.resolve("RUNBOOK.md"))
                .lines()
                .filter(line -> line.startsWith("### "))
                .map(line -> line.substring(4))
                .collect(Collectors.toSet());

        assertThat(alerts()).isNotEmpty().allSatisfy(alert -> {
            assertThat(tests).contains("alertname: " + alert.get("alert"));
            assertThat(headings).contains(annotation(alert, "runbook"));
            assertThat(annotation(alert, "summary")).isNotBlank();
            assertThat(annotation(alert, "description")).endsWith(".");
        });
    }

    @Test
    void everythingThatIsAskedForIsToldByANode() throws IOException {
        Set<String> wanted = new TreeSet<>(metrics(Files.readString(RULES)));
        dashboard().path("panels").findValuesAsString("expr").forEach(query -> wanted.addAll(metrics(query)));
        assertThat(wanted).hasSizeGreaterThan(15);

        assertThat(told()).containsAll(wanted);
    }

    @Test
    void thePanelsOfTheDashboardStandBesideEachOtherAndSayWhatTheyShow() throws IOException {
        JsonNode panels = dashboard().path("panels");
        Set<String> places = new TreeSet<>();
        Set<Integer> ids = new TreeSet<>();
        for (JsonNode panel : panels) {
            assertThat(ids.add(panel.path("id").asInt())).isTrue();
            assertThat(panel.path("title").asString()).isNotBlank();
            JsonNode place = panel.path("gridPos");
            for (int x = 0; x < place.path("w").asInt(); x++) {
                for (int y = 0; y < place.path("h").asInt(); y++) {
                    String spot = (place.path("x").asInt() + x) + ","
                            + (place.path("y").asInt() + y);
                    assertThat(places.add(spot))
                            .as(panel.path("title") + " at " + spot)
                            .isTrue();
                }
            }
            assertThat(place.path("x").asInt() + place.path("w").asInt()).isLessThanOrEqualTo(24);
        }
    }

    private static Set<String> told() {
        try (TestDatabase database = TestPostgres.fresh();
                // Nobody is there, which changes nothing but what is told of it.
                Running redoubt = Running.on(database, List.of(), "--redoubt.kafka.bootstrap-servers=127.0.0.1:1")) {
            Running.get(redoubt.api("/api/v1/risks/"));
            System.gc();
            return Running.get(redoubt.management("/metrics"))
                    .body()
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("[{ ]")[0])
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Set<String> metrics(String text) {
        return METRIC.matcher(text).results().map(found -> found.group()).collect(Collectors.toSet());
    }

    private static JsonNode dashboard() throws IOException {
        return JsonMapper.shared().readTree(Files.readString(FILES.resolve("redoubt-dashboard.json")));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> alerts() throws IOException {
        Map<String, Object> file = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(RULES));
        return ((List<Map<String, Object>>) file.get("groups"))
                .stream()
                        .flatMap(group -> ((List<Map<String, Object>>) group.get("rules")).stream())
                        .filter(rule -> rule.containsKey("alert"))
                        .toList();
    }

    private static String annotation(Map<String, Object> alert, String name) {
        return String.valueOf(((Map<?, ?>) alert.get("annotations")).get(name));
    }

    private static void promtool(String log, String... arguments) throws IOException {
        Assumptions.assumeTrue(Npm.there("promtool"), "Left out: promtool, of the package prometheus, is needed");
        String[] command = new String[arguments.length + 1];
        command[0] = "promtool";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Files.createDirectories(Path.of("target", "prometheus"));
        Npm.run(Path.of("."), Path.of("target", "prometheus", log + ".log"), command);
    }
}
