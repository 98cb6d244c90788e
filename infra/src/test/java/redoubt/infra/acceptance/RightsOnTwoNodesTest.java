package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import redoubt.infra.TestPostgres;

/** A right is judged by what the log says when a command is recorded, whatever a node remembers of whoever sent it. */
class RightsOnTwoNodesTest {

    @Test
    void whatOneNodeTookAwayNoOtherNodeStillAllows() {
        try (var database = TestPostgres.fresh();
                var one = RunningRedoubt.on(database);
                var other = RunningRedoubt.on(database)) {
            var mates = new Housemates(one);
            String folder = mates.folder("");
            var ada = mates.somebody();
            Http there = other.http()
                    .as(ada.http()
                            .post("/api/v1/api-tokens/", "{\"name\":\"There\"}")
                            .expect(201)
                            .text("token"));
            for (int round = 0; round < 25; round++) {
                String role = mates.give(ada, "analyst", folder);
                // The other node may hear of a role a moment late; it may not hear late that one is gone.
                assertThat(IntStream.range(0, 500).anyMatch(_ -> create(there, folder) == 201))
                        .isTrue();

                one.http().delete("/api/v1/role-assignments/" + role + "/").expect(204);

                assertThat(create(there, folder)).as("round " + round).isEqualTo(403);
            }
        }
    }

    private static int create(Http http, String folder) {
        return http.post("/api/v1/risks/", "{\"name\":\"Theirs\",\"folder\":\"" + folder + "\"}")
                .status();
    }
}
