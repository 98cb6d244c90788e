package redoubt.infra.faults;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.awaitility.Awaitility;

/**
 * The tables of the read side, all of them.
 *
 * @param ask yields the first column of what a statement yields
 */
record ReadTables(Function<String, List<String>> ask) {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Ends the session that holds the lock of the projection. */
    private static final String PROJECTOR =
            "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted"
                    + " and database = (select oid from pg_database where datname = current_database())"
                    + " and classid = x'5265646f'::int::oid and objid = x'75627432'::int::oid";

    /** Of each table, a checksum over its rows, as soon as the tables are where the log is. */
    Map<String, String> checksums() {
        Awaitility.await("the tables are where the log is").atMost(PATIENCE).until(() -> ask.apply(
                        "select position = log_head() from read.mark")
                .equals(List.of("true")));
        Map<String, String> sums = new TreeMap<>();
        for (String noun : tables()) {
            sums.put(
                    noun,
                    ask.apply("select count(*) || ' rows '"
                                    + " || coalesce(md5(string_agg(t::text, chr(10) order by t.id)), '')"
                                    + " from read.\"" + noun + "\" t")
                            .getFirst());
        }
        return sums;
    }

    /** Has a running node make every table anew from the whole log, in an empty place, and waits for all of them. */
    void makeAnew() {
        int all = tables().size();
        ask.apply("delete from read.table_file");
        // Whoever keeps the tables next finds them wanting.
        ask.apply(PROJECTOR);
        Awaitility.await("all tables are made anew").atMost(PATIENCE).until(() -> tables().size() == all);
    }

    private List<String> tables() {
        return ask.apply("select noun from read.table_file");
    }
}
