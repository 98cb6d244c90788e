package redoubt.infra.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import redoubt.infra.acceptance.Http;

/** Holds a ledger against what is there: the log and its chain, what every node lists, and the tables behind the lists. */
final class Judge {

    private static final Duration SEALED = Duration.ofSeconds(20);

    private final DurableServer server;
    private final List<Node> nodes;

    Judge(DurableServer server, List<Node> nodes) {
        this.server = server;
        this.nodes = nodes;
    }

    /** What of it is in the log. */
    Account account(Ledger ledger) {
        return Account.of(ledger, Written.in(server::ask));
    }

    /** Fails if anything is not as it was told. */
    void judge(Account account) {
        assertThat(account.lost()).as("lost").isEmpty();
        assertThat(account.duplicated()).as("duplicated").isEmpty();
        assertThat(account.undue()).as("undue").isEmpty();
        assertThat(server.ask("select coalesce(max(position), 0) - count(*) from event"))
                .as("gaps in the log")
                .containsExactly("0");
        var risks = Written.in(server::ask).stream()
                .map(Written::risk)
                .distinct()
                .sorted()
                .toList();
        for (Node node : nodes) {
            assertThat(node.http().risks()).as("what a node lists").isEqualTo(risks);
        }
        verified(nodes.getFirst().http());
        var tables = new ReadTables(server::ask);
        var before = tables.checksums();
        assertThat(before).isNotEmpty();
        tables.makeAnew();
        assertThat(tables.checksums()).as("tables made anew").isEqualTo(before);
    }

    /** The chain of hashes reaches the end of the log, and holds. */
    private static void verified(Http http) {
        Awaitility.await("the log is sealed").atMost(SEALED).until(() -> {
            var head = http.get("/api/v1/audit-log/head/").expect(200).json();
            return head.path("sealed_position").asLong()
                    == head.path("position").asLong();
        });
        var verdict = http.get("/api/v1/audit-log/verify/").expect(200).json();
        assertThat(verdict.path("valid").asBoolean())
                .as("the chain of hashes: %s", verdict)
                .isTrue();
        // That it was verified is in the log as well, and is to be in the tables before they are looked at.
        http.get("/api/v1/risks/?page_size=1").expect(200);
    }
}
