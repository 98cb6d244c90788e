package redoubt.bench.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import redoubt.bench.product.LoggedRisk;

class AppendScriptTest {

    private final String risk = new UUID(1, 1).toString();
    private final String folder = new UUID(2, 2).toString();
    private final String matrix = new UUID(3, 3).toString();
    private final LoggedRisk sample = new LoggedRisk(
            7,
            "risk.created",
            "1",
            List.of("risk=" + risk, "risk.folder=" + folder, "risk.risk_matrix=" + matrix),
            "{\"name\": \"It's a :trap \\ \"}",
            "{\"resource\": \"" + risk + "\"}");

    private final String script = AppendScript.of(sample, risk, List.of(folder, new UUID(4, 4).toString()));

    @Test
    void eachTransactionIsOfANewResourceInADrawnFolder() {
        assertThat(script)
                .contains("E'risk=' || resource, E'risk.folder=' || folder, E'risk.risk_matrix=" + matrix + "'")
                .contains("random_zipfian(1, 2, 1.1)");
    }

    @Test
    void aColonInAPayloadIsNoVariable() {
        assertThat(script)
                .contains("E'{\"name\"\\x3a \"It''s a \\x3atrap \\\\ \"}'::jsonb")
                .doesNotContain(":trap");
    }

    @Test
    void inOneStatementTheRowsAreTheSame() {
        var statement = AppendScript.inOneStatement(sample, risk, List.of(folder, new UUID(4, 4).toString()));

        assertThat(statement.lines().map(line -> line.split(" ")[0])).containsExactly("\\set", "with");
        assertThat(statement).contains(rows(script));
    }

    /** The rows of the event, as they are inserted. */
    private static String rows(String script) {
        return script.substring(script.indexOf("insert into event "), script.indexOf(" \\gset"));
    }

    @Test
    void itIsOneTransactionOfTwoInserts() {
        assertThat(script.lines().map(line -> line.split(" ")[0]))
                .containsExactly("\\set", "begin;", "insert", "insert", "commit;");
    }
}
