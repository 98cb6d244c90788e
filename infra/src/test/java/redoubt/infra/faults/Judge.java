package redoubt.infra.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import redoubt.infra.acceptance.Http;

/** Holds a ledger against what is there: the log, what every node lists, and the tables behind the lists. */
final class Judge {

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
            assertThat(listed(node.http())).as("what a node lists").isEqualTo(risks);
        }
        var tables = new ReadTables(server::ask);
        var before = tables.checksums();
        assertThat(before).isNotEmpty();
        tables.makeAnew();
        assertThat(tables.checksums()).as("tables made anew").isEqualTo(before);
    }

    private static List<String> listed(Http http) {
        List<String> ids = new ArrayList<>();
        int count = http.get("/api/v1/risks/?page_size=1")
                .expect(200)
                .json()
                .path("count")
                .asInt();
        for (int page = 1; (page - 1) * 500 < count; page++) {
            ids.addAll(http.get("/api/v1/risks/?page_size=500&ordering=created_at&page=" + page)
                    .ids());
        }
        return ids.stream().sorted().toList();
    }
}
