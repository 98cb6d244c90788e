package redoubt.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import redoubt.api.house.House;
import redoubt.api.house.Running;
import redoubt.api.house.Running.Told;
import redoubt.model.wire.Json;

/** Whatever a client sends, the answer is never that we are at fault. */
class AnyInputLaws {

    private static final List<String> MEMBERS = List.of(
            "name",
            "description",
            "ref_id",
            "folder",
            "status",
            "treatment",
            "risk_matrix",
            "likelihood",
            "impact",
            "owner",
            "labels",
            "due_date",
            "acceptance",
            "id",
            "version",
            "warnings",
            "definition",
            "operations",
            "atomic",
            "expires_at",
            "expires_in",
            "read_only",
            "justification",
            "Name",
            "");

    private static final List<String> PATHS = List.of(
            "POST /api/v1/risks/",
            "PUT /api/v1/risks/%s/",
            "PATCH /api/v1/risks/%s/",
            "POST /api/v1/risks/%s/accept/",
            "POST /api/v1/risks/bulk/",
            "POST /api/v1/folders/",
            "PATCH /api/v1/risk-matrices/" + House.MATRIX + "/",
            "POST /api/v1/risk-matrices/",
            "POST /api/v1/api-tokens/");

    private static Running running;
    private static String risk;

    @BeforeContainer
    static void start() {
        running = new Running();
        risk = running.risk("x").id();
    }

    @AfterContainer
    static void stop() {
        running.close();
    }

    @Property(tries = 150, shrinking = ShrinkingMode.OFF)
    void noJsonIsOurFault(@ForAll("paths") String path, @ForAll("objects") Object json) {
        String text = Json.MAPPER.writeValueAsString(json);
        String[] parts = path.formatted(risk).split(" ");
        Told told = running.ask(parts[0], parts[1]).json(text).send();
        assertThat(told.status()).as("%s %s: %s", path, text, told.text()).isBetween(200, 499);
        if (told.status() == 400) {
            assertThat(told.json().get("details").isEmpty()).as(text).isFalse();
        }
    }

    @Property(tries = 80, shrinking = ShrinkingMode.OFF)
    void noBytesAreOurFault(@ForAll("paths") String path, @ForAll byte[] bytes) {
        String[] parts = path.formatted(risk).split(" ");
        Told told =
                running.ask(parts[0], parts[1]).body("application/json", bytes).send();
        assertThat(told.status())
                .as(new String(bytes, StandardCharsets.ISO_8859_1))
                .isBetween(200, 499);
    }

    @Property(tries = 80, shrinking = ShrinkingMode.OFF)
    void noParameterIsOurFault(@ForAll("parameters") String query) {
        for (String path : List.of(
                "/api/v1/risks/",
                "/api/v1/risks/" + risk + "/",
                "/api/v1/risks/" + risk + "/history/",
                "/api/v1/risks/" + risk + "/diff/",
                "/api/v1/folders/tree/",
                "/api/v1/risks/summary/")) {
            Told told = running.get(path + "?" + query);
            assertThat(told.status()).as("%s?%s: %s", path, query, told.text()).isBetween(200, 499);
        }
    }

    @Provide
    Arbitrary<String> paths() {
        return Arbitraries.of(PATHS);
    }

    @Provide
    Arbitrary<Object> objects() {
        Arbitrary<Object> leaf = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(12).map(Object.class::cast),
                Arbitraries.of(
                        "open", "2026-12-31", "2026-12-31T10:00:00Z", House.ROOT, House.MATRIX, "\u0000", "''; --"),
                Arbitraries.longs().map(Object.class::cast),
                Arbitraries.integers().between(-2, 12).map(Object.class::cast),
                Arbitraries.bigDecimals().map(Object.class::cast),
                Arbitraries.of(true, false),
                Arbitraries.just("").map(_ -> Json.MAPPER.nullNode()));
        Arbitrary<Object> nested = Arbitraries.recursive(
                () -> leaf,
                inner -> Arbitraries.oneOf(
                        inner.list().ofMaxSize(3).map(Object.class::cast),
                        object(inner).map(Object.class::cast),
                        inner),
                2);
        return object(nested).map(Object.class::cast);
    }

    private static Arbitrary<Map<String, Object>> object(Arbitrary<Object> values) {
        return Arbitraries.maps(Arbitraries.of(MEMBERS), values).ofMaxSize(6);
    }

    @Provide
    Arbitrary<String> parameters() {
        Arbitrary<String> name = Arbitraries.of(
                "page",
                "page_size",
                "ordering",
                "search",
                "expand",
                "status",
                "likelihood__gte",
                "created_at__lt",
                "labels",
                "as_of",
                "version",
                "from",
                "to",
                "since",
                "root",
                "include_counts",
                "severity__not",
                "x");
        Arbitrary<String> value = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(10),
                Arbitraries.of(
                        "1",
                        "0",
                        "-1",
                        "open",
                        "v1",
                        "p3",
                        "2026-12-31T10:00:00Z",
                        House.ROOT,
                        "true",
                        "--",
                        "\u0000"));
        return name.flatMap(n -> value.map(v -> n + "=" + encoded(v)))
                .list()
                .ofMaxSize(3)
                .map(all -> String.join("&", all));
    }

    private static String encoded(String value) {
        return java.net.URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
