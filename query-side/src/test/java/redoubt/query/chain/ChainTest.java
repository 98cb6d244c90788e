package redoubt.query.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import redoubt.model.wire.Json;
import tools.jackson.databind.node.ObjectNode;

/** The two events whose hashes are published, so that anybody can check an implementation of their own. */
class ChainTest {

    private static final String FIRST = "7dd88ed6d097fee8d06cd65b8468a918bcacfac219bea39028bb59bdc90d81fc";
    private static final String SECOND = "a8ada823a6f4e36ed0333c51b0eb0542ec4d5f2ce2b3c34c19d60354b69af338";
    private static final String USER = "00000000-0000-7000-8000-000000000001";
    private static final String FOLDER = "00000000-0000-7000-8000-0000000000f0";
    private static final String RISK = "00000000-0000-7000-8000-0000000000a1";

    @Test
    void a1TheFirstEventFollowsThirtyTwoZeros() {
        ObjectNode core = Core.of(
                1,
                "00000000-0000-7000-8000-0000000000e1",
                "risk.created",
                1,
                stored("1", "create_risk", "req-1", "2024-01-15T10:30:00Z"),
                Json.MAPPER.readTree("{\"name\":\"Data Breach Risk\",\"likelihood\":3,\"impact\":4}"));

        assertThat(Chain.next(Chain.GENESIS, core)).isEqualTo(FIRST);
    }

    @Test
    void a2TheSecondFollowsTheFirst() {
        ObjectNode core = Core.of(
                2,
                "00000000-0000-7000-8000-0000000000e2",
                "risk.updated",
                1,
                stored("2", "update_risk", "req-2", "2024-01-15T10:31:00Z"),
                Json.MAPPER.readTree("{\"impact\": 5}"));

        assertThat(Chain.next(FIRST, core)).isEqualTo(SECOND);
    }

    private static Core.Stored stored(String version, String command, String correlation, String at) {
        return new Core.Stored(
                Map.of(
                        "resource",
                        RISK,
                        "version",
                        version,
                        "actor_type",
                        "user",
                        "actor",
                        USER,
                        "organization",
                        "not sealed",
                        "folder",
                        FOLDER,
                        "command",
                        command,
                        "correlation",
                        correlation),
                Instant.parse(at));
    }
}
