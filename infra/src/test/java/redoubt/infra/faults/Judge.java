package redoubt.infra.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import redoubt.infra.acceptance.Http;

/** Holds a ledger against what is there: the log, what every node lists, and the tables behind the lists. */
final class Judge {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** One line for each event of a risk: its key, the digest of what it wrote, its version and its risk. */
    private static final String LOG = """
        select concat_ws('|', split_part(payload ->> 'description', ' ', 1),
                encode(sha256(convert_to(payload ->> 'description', 'UTF8')), 'hex'),
                row_number() over (partition by tag order by position), substr(tag, 6))
        from event cross join lateral unnest(tags) as t(tag)
        where type in ('risk.created', 'risk.updated') and tag like 'risk=%' order by position\
        """;

    private static final String PROJECTOR =
            "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted"
                    + " and classid = 1382376559 and objid = 1969386546";

    private final DurableServer server;
    private final List<Node> nodes;

    Judge(DurableServer server, List<Node> nodes) {
        this.server = server;
        this.nodes = nodes;
    }

    /** What the log holds of one request. */
    private record Written(String key, String digest, int version, String risk) {

        static Written of(String line) {
            var parts = line.split("\\|");
            return new Written(parts[0], parts[1], Integer.parseInt(parts[2]), parts[3]);
        }
    }

    /** What is in the log, after what was unknown has become known. */
    Verdict judge(String fault, Ledger ledger, int unknown, int acknowledged, long begun) {
        var log = server.ask(LOG).stream().map(Written::of).toList();
        Map<String, List<Written>> byKey = log.stream()
                .filter(written -> written.key().startsWith(ledger.name() + "-"))
                .collect(Collectors.groupingBy(Written::key, TreeMap::new, Collectors.toList()));

        assertThat(byKey.keySet()).as("what nobody asked for").allMatch(ledger::knows);
        var refused = ledger.of(Entry.Outcome.REFUSED);
        assertThat(refused)
                .as("refused, but done or not in the way of anything")
                .allMatch(entry -> entry.status() == 412
                        && !entry.request().creates()
                        && !byKey.containsKey(entry.request().key()));
        var lost = ledger.of(Entry.Outcome.ACKNOWLEDGED).stream()
                .filter(entry -> byKey.getOrDefault(entry.request().key(), List.of()).stream()
                        .noneMatch(written ->
                                written.digest().equals(entry.request().digest())
                                        && written.version() == entry.version()))
                .map(Entry::toString)
                .toList();
        var duplicated = byKey.entrySet().stream()
                .filter(written -> written.getValue().size() > 1)
                .map(Map.Entry::getKey)
                .toList();
        var verdict = new Verdict(
                fault,
                acknowledged,
                refused.size(),
                unknown,
                byKey.values().stream().mapToInt(List::size).sum(),
                lost,
                duplicated,
                Duration.ofNanos(System.nanoTime() - begun));
        verdict.tell();
        assertThat(lost).as("lost").isEmpty();
        assertThat(duplicated).as("duplicated").isEmpty();
        assertThat(server.ask("select coalesce(max(position), 0) - count(*) from event"))
                .as("gaps in the log")
                .containsExactly("0");
        listsAreTheLog(log.stream().map(Written::risk).distinct().sorted().toList());
        tablesAreWhatTheLogMakesOfThem();
        return verdict;
    }

    private void listsAreTheLog(List<String> risks) {
        for (Node node : nodes) {
            assertThat(listed(node.http())).as("what a node lists").isEqualTo(risks);
        }
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

    /** Makes all tables anew from the whole log, as if they had never been there, and compares what is in them. */
    private void tablesAreWhatTheLogMakesOfThem() {
        awaitTables();
        var before = checksums();
        assertThat(before).isNotEmpty();
        server.ask("delete from read.table_file");
        // Whoever keeps the tables next finds them wanting.
        server.ask(PROJECTOR);
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> server.ask("select noun from read.table_file").size() == before.size());
        awaitTables();
        assertThat(checksums()).as("tables made anew").isEqualTo(before);
    }

    private void awaitTables() {
        Awaitility.await().atMost(PATIENCE).until(() -> server.ask(
                        "select position = (select max(position) from event) from read.projection")
                .equals(List.of("true")));
    }

    /** Of each table, a checksum over all its rows. */
    private Map<String, String> checksums() {
        Map<String, String> sums = new TreeMap<>();
        for (String noun : server.ask("select noun from read.table_file")) {
            sums.put(
                    noun,
                    server.ask("select count(*) || ' rows ' || coalesce(md5(string_agg(t::text, chr(10) order by"
                                    + " t.id)), '') from read.\"" + noun + "\" t")
                            .getFirst());
        }
        return sums;
    }
}
