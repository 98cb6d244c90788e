package redoubt.infra.faults;

import static redoubt.infra.faults.DurableServer.run;

import io.r2dbc.spi.Connection;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Somebody else's transactions on the tables of the log: forgotten ones, and ones that come to nothing. */
class HeldTransactionTest extends RigTest {

    private static final Duration BACK = Duration.ofSeconds(10);
    private static final String COMES_TO_NOTHING =
            "select base from append_events('{}','{}','{}',now(), '{}','{}','{}','{}','{}', '{0}','{nothing}',"
                    + "'{risk.created}','{1}', array[null]::bigint[], array['{}'],"
                    + " array['{\"description\":\"nothing came of it\"}'], array['{}'])";

    @Test
    void anOpenTransactionAndManyRolledBackOnesHideNoEventFromAnyReader() throws Exception {
        var somebody = rig.server().session();
        var another = rig.server().session();
        try {
            rig.during("F16 transaction held open, others undone", ledger -> {
                run(somebody, "begin");
                run(somebody, "lock table event, event_tag in row exclusive mode");
                run(somebody, "select count(*) from event");
                long end = System.nanoTime() + Scale.seconds(5, 90).toNanos();
                while (System.nanoTime() < end) {
                    run(another, "begin");
                    run(another, COMES_TO_NOTHING);
                    Thread.sleep(20);
                    run(another, "rollback");
                    Thread.sleep(50);
                }
                Rig.untilMore(ledger, 20, BACK);
                run(somebody, "commit");
            });
        } finally {
            close(somebody);
            close(another);
        }
    }

    @Test
    void whoHoldsTheLockOfAppendingHoldsWritersUpAndNothingIsLost() throws Exception {
        var somebody = rig.server().session();
        try {
            rig.during("F16 lock of appending held", ledger -> {
                run(somebody, "begin");
                run(somebody, "select pg_advisory_xact_lock(4993446653023372)");
                Thread.sleep(Scale.seconds(4, 90));
                run(somebody, "rollback");
                Rig.untilMore(ledger, 1, BACK);
            });
        } finally {
            close(somebody);
        }
    }

    @Test
    void whatHoldsTheTablesUpIsSeenAndHoldsUpNoWrite() throws Exception {
        var somebody = rig.server().session();
        try {
            rig.during("F16 tables held up", ledger -> {
                run(somebody, "begin");
                run(somebody, "lock table read.mark in share mode");
                Rig.untilMore(ledger, 10, BACK);
                Awaitility.await().atMost(BACK).until(() -> rig.node(0).lag() > 0);
                Thread.sleep(Scale.seconds(1, 90));
                run(somebody, "rollback");
            });
            Awaitility.await().atMost(BACK).until(() -> rig.node(0).lag() == 0);
        } finally {
            close(somebody);
        }
    }

    private static void close(Connection session) {
        Mono.from(session.close()).block(BACK);
    }
}
