package redoubt.infra.roles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redoubt.infra.SweepFigures;
import redoubt.infra.acceptance.RunningRedoubt;

/**
 * Every operation that the document tells of, asked by somebody in every role: what they are answered is what was approved.
 * Run with {@code -Dredoubt.approve=true} to write the table.
 */
@Timeout(180)
class RoleMatrixTest {

    private static final Path APPROVED = Path.of("src", "test", "resources", "approved", "role-matrix.txt");
    private static final boolean APPROVE = Boolean.getBoolean("redoubt.approve");

    /** What somebody may be told who asks as one should; anything else is a call that nobody would make. */
    private static final Set<String> FIT = Set.of("200", "200-", "201", "202", "204", "400", "401", "403", "404");

    @Test
    void t06EveryOperationAnswersEveryRoleAsApproved() throws IOException {
        try (var redoubt = RunningRedoubt.start("--redoubt.sign-in.attempts=100000")) {
            Scene scene = new Scene(redoubt);
            Cast cast = new Cast(scene);
            for (Column column : Column.values()) {
                cast.actor(column);
            }
            Asking asking = new Asking(scene, cast);
            Sheet sheet = new Sheet();
            List<String> uncalled = new ArrayList<>();
            for (Operation operation : Operation.all(
                    redoubt.http().get("/api/v1/openapi.json").expect(200).json())) {
                List<String> outcomes = row(operation, asking);
                sheet.row(operation, outcomes);
                if (!FIT.containsAll(outcomes) || outcomes.stream().noneMatch(each -> each.matches("20\\d"))) {
                    uncalled.add(operation + " " + outcomes);
                }
            }
            Things.calm(scene);
            compare(sheet);
            assertThat(uncalled).as("operations that nobody can call").isEmpty();
        }
    }

    private static List<String> row(Operation operation, Asking asking) {
        Turn turn = new Turn();
        List<String> outcomes = new ArrayList<>();
        for (Column column : Column.values()) {
            outcomes.add(asking.outcome(operation, column, turn));
        }
        return outcomes;
    }

    private static void compare(Sheet sheet) throws IOException {
        String said = sheet.print();
        if (APPROVE) {
            Files.createDirectories(APPROVED.getParent());
            Files.writeString(APPROVED, said);
        }
        assertThat(APPROVED).exists();
        List<String> approved = Files.readAllLines(APPROVED);
        List<String> differing =
                said.lines().filter(line -> !approved.contains(line)).toList();
        SweepFigures.tell(
                "role matrix",
                sheet.operations() + " operations",
                sheet.size() + " cells",
                differing.size() + " lines not as approved");
        assertThat(said).isEqualToNormalizingNewlines(Files.readString(APPROVED));
    }
}
