package redoubt.bench.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import redoubt.bench.product.LoggedRisk;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SyntheticRisksTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String DIGEST = "8dcad540a1da39bbd35ec5f57ba720f3";

    private final String folder = new UUID(2, 2).toString();
    private final List<String> folders = List.of(folder, new UUID(4, 4).toString());

    @Test
    void theyAreTheSameEachTime() {
        var first = new SyntheticRisks(List.of(template("risk")), folders);
        var second = new SyntheticRisks(List.of(template("risk")), folders);

        for (int i = 0; i < 100; i++) {
            assertThat(first.next()).isEqualTo(second.next());
        }
    }

    @Test
    void eachHasAnIdentifierOfItsOwnWhichItIsTaggedWith() {
        var risks = new SyntheticRisks(List.of(template("risk")), folders);
        var seen = new HashSet<String>();

        IntStream.range(0, 10_000).forEach(_ -> {
            var risk = risks.next();
            var id = json(risk.metadata()).required("resource").asString();
            assertThat(seen.add(id)).isTrue();
            assertThat(UUID.fromString(id).version()).isEqualTo(7);
            assertThat(UUID.fromString(id).variant()).isEqualTo(2);
            assertThat(risk.tags())
                    .contains(
                            "risk=" + id,
                            "risk.folder="
                                    + json(risk.payload()).required("folder").asString())
                    .hasSize(json(risk.payload()).has("ref_id") ? 4 : 3);
        });
    }

    @Test
    void whatTheProgramDerivedStays() {
        var risk = new SyntheticRisks(List.of(template("risk")), folders).next();

        assertThat(json(risk.payload()).required("severity").asString()).isEqualTo("high");
        assertThat(risk.tags()).contains("risk.risk_matrix=m");
    }

    @Test
    void aProgramThatTagsOtherwiseIsNotImitated() {
        assertThatThrownBy(() -> new SyntheticRisks(List.of(template("hazard")), folders))
                .hasMessageStartingWith("The program tags risks otherwise");
    }

    private LoggedRisk template(String noun) {
        // The digest of the folder, a zero and "t-1".
        var refTag = "risk.ref_id=" + DIGEST;
        return new LoggedRisk(
                1,
                "risk.created",
                "1",
                List.of(noun + "=r", "risk.folder=" + folder, "risk.risk_matrix=m", refTag),
                """
                {"name": "T", "folder": "%s", "ref_id": "T-1", "severity": "high"}\
                """.formatted(folder),
                """
                {"resource": "r", "folder": "%s"}\
                """.formatted(folder));
    }

    private static JsonNode json(String text) {
        return JSON.readTree(text);
    }
}
