package redoubt.infra.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import redoubt.query.chain.Anchor;
import redoubt.query.chain.Chain;
import redoubt.query.chain.Checkpoint;
import redoubt.query.chain.Finding;
import redoubt.query.chain.Finding.Reason;
import redoubt.query.chain.SealedLog;
import redoubt.query.chain.Verdict;
import redoubt.query.chain.Verification;
import redoubt.query.chain.Verification.Range;

class SealerTest {

    @TempDir
    Path directory;

    private final ChainedLog log = new ChainedLog();
    private final List<Sealer> sealers = new ArrayList<>();
    private SigningKey key;

    @BeforeEach
    void key() {
        key = SigningKey.in(directory);
    }

    @AfterEach
    void stop() {
        sealers.forEach(sealer -> sealer.stop().block(ChainedLog.PATIENCE));
        log.close();
    }

    @Test
    void eventsAreSealedInTheirOrderWithinSeconds() {
        start(Clock.systemUTC());
        log.append(3);
        Instant before = Instant.now();

        SealedLog.Head head = log.settled();

        assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(5));
        assertThat(head.sealed()).isEqualTo(3);
        assertThat(log.verify()).isEqualTo(new Verdict(1, 3, 3, 0, 1, 0, head.sealedHash(), null));
    }

    @Test
    void anEmptyLogIsValid() {
        start(Clock.systemUTC());

        assertThat(log.verify()).isEqualTo(new Verdict(1, 0, 0, 0, 0, 0, Chain.GENESIS, null));
    }

    @Test
    void whatIsSignedWhileAVerificationBeginsIsNotMissing() {
        start(Clock.systemUTC());
        SealedLog.Head before = Objects.requireNonNull(log.sealed.head().block(ChainedLog.PATIENCE));
        log.append(10);
        log.settled();
        assertThat(signed()).isNotEmpty();
        SealedLog late = (SealedLog) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {SealedLog.class},
                (_, method, asked) ->
                        method.getName().equals("head") ? Mono.just(before) : method.invoke(log.sealed, asked));

        Verdict verdict = new Verification(late)
                .of(new Range(1, Long.MAX_VALUE, List.of()), _ -> {})
                .block(ChainedLog.PATIENCE);

        assertThat(verdict).isEqualTo(new Verdict(1, 0, 0, 0, 0, 0, Chain.GENESIS, null));
    }

    @Test
    void whatWasAppendedMeanwhileIsSealedAfterARestart() {
        Sealer first = start(Clock.systemUTC());
        log.append(700);
        log.settled();
        first.stop().block(ChainedLog.PATIENCE);
        Anchor known = log.anchor(700);
        log.append(1_700);

        start(Clock.systemUTC());
        log.settled();

        Verdict verdict = log.verify(known, log.anchor(2_400));
        assertThat(verdict.finding()).isNull();
        assertThat(verdict.events()).isEqualTo(2_400);
        assertThat(verdict.anchors()).isEqualTo(2);
    }

    @Test
    void severalNodesNeverForkTheChain() {
        for (int node = 0; node < 3; node++) {
            start(Clock.systemUTC());
        }
        for (int round = 0; round < 10; round++) {
            log.append(120);
            if (round % 3 == 2) {
                // Whoever seals now is gone, and another takes over.
                log.run("select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted"
                        + " and classid = 1382376559 and pid <> pg_backend_pid()");
            }
            log.settled();
        }

        assertThat(log.ask("select count(*) from audit_seal")).containsExactly("1200");
        assertThat(log.verify().finding()).isNull();
    }

    @Test
    void everyThousandEventsAreSigned() {
        start(Clock.systemUTC());
        log.append(1);
        log.settled();
        log.append(2_500);
        log.settled();

        assertThat(signed()).containsExactly(1L, 1_001L, 2_001L);
        assertThat(log.verify().checkpoints()).isEqualTo(3);
    }

    @Test
    void whatIsNewIsSignedAfterAnHourAndWhatIsNotIsNotSignedAgain() {
        Instant now = Instant.parse("2026-08-08T12:00:00Z");
        Last fresh = new Last(5, Chain.GENESIS, 5, now);
        Last news = new Last(6, Chain.GENESIS, 5, now);

        assertThat(new Last(6, Chain.GENESIS, 5, now, false).due(now.plus(Duration.ofDays(1))))
                .as("that something was signed is nothing to be signed for")
                .isFalse();
        assertThat(fresh.due(now.plus(Duration.ofDays(1)))).isFalse();
        assertThat(news.due(now.plus(Duration.ofMinutes(59)))).isFalse();
        assertThat(news.due(now.plus(Duration.ofMinutes(60)))).isTrue();
        assertThat(new Last(1_004, Chain.GENESIS, 5, now).due(now)).isFalse();
        assertThat(new Last(1_005, Chain.GENESIS, 5, now).due(now)).isTrue();
    }

    @Test
    void newsAreSignedAfterAnHourAlsoIfNothingFollows() {
        Sealer sealer = start(Clock.fixed(Instant.parse("2026-08-08T12:00:00Z"), ZoneOffset.UTC));
        log.append(1);
        log.settled();
        log.append(1);
        log.settled();
        assertThat(signed()).containsExactly(1L);
        sealer.stop().block(ChainedLog.PATIENCE);

        start(Clock.fixed(Instant.parse("2026-08-08T13:00:00Z"), ZoneOffset.UTC));

        Instant end = ChainedLog.soon();
        while (signed().size() < 2 && Instant.now().isBefore(end)) {
            Thread.onSpinWait();
        }
        assertThat(signed()).containsExactly(1L, 2L);
        assertThat(log.verify().checkpoints()).isEqualTo(2);
    }

    @Test
    void anotherKeyLeavesWhatTheFirstOneSignedProved() {
        Sealer first = start(Clock.systemUTC());
        log.append(1);
        log.settled();
        first.stop().block(ChainedLog.PATIENCE);
        key = SigningKey.in(directory.resolve("another"));
        start(Clock.systemUTC());
        log.append(1_000);
        log.settled();

        assertThat(log.sealed.keys().block()).hasSize(2);
        assertThat(log.verify().checkpoints()).isEqualTo(2);
    }

    @Test
    void theDatabaseRefusesToChangeWhatIsSealed() {
        start(Clock.systemUTC());
        log.append(1);
        log.settled();

        for (String table : List.of("audit_seal", "audit_checkpoint", "audit_key", "event")) {
            for (String change : List.of("delete from " + table, "truncate " + table)) {
                assertThatThrownBy(() -> log.run(change)).as(change).hasMessageContaining("append-only");
            }
        }
        assertThatThrownBy(() -> log.run("update audit_seal set hash = hash")).hasMessageContaining("append-only");
    }

    @Test
    void whatASuperuserDoesIsFound() {
        start(Clock.systemUTC());
        log.append(30);
        log.settled();
        Anchor known = log.anchor(30);

        log.tamper("update event set payload = payload || '{\"name\": \"Harmless\"}' where position = 7");
        found(log.verify(), Reason.HASH_MISMATCH, 7);
        log.tamper("update event set payload = payload || '{\"name\": \"Risk 7\"}' where position = 7");
        assertThat(log.verify(known).finding()).as("put back").isNull();

        log.tamper("update event set at = at - interval '1 microsecond' where position = 8");
        found(log.verify(), Reason.HASH_MISMATCH, 8);
        log.tamper("update event set at = at + interval '1 microsecond' where position = 8");

        log.tamper("update event set metadata = metadata || '{\"actor\": \"eve\"}' where position = 9");
        found(log.verify(), Reason.HASH_MISMATCH, 9);
        log.tamper("update event set metadata = metadata - 'version' where position = 9");
        found(log.verify(), Reason.UNREADABLE_EVENT, 9);
        log.tamper("update event set metadata = metadata || '{\"actor\": \"ada\", \"version\": \"2\"}' where position ="
                + " 9");
        assertThat(log.verify(known).finding()).as("put back").isNull();

        String swap = "update event e set id = o.id, at = o.at, payload = o.payload, metadata = o.metadata from event o"
                + " where (e.position, o.position) in ((11, 12), (12, 11))";
        log.tamper(swap);
        found(log.verify(), Reason.HASH_MISMATCH, 11);
        log.tamper(swap);
        assertThat(log.verify(known).finding()).as("put back").isNull();

        log.tamper("delete from audit_seal where position = 29");
        found(log.verify(), Reason.PREV_HASH_MISMATCH, 30);
        log.tamper("delete from event where position = 20");
        found(log.verify(), Reason.UNREADABLE_EVENT, 20);
    }

    @Test
    void aLogThatWasCutIsNotWhatSomebodyRemembers() {
        start(Clock.systemUTC());
        log.append(1);
        log.settled();
        log.append(29);
        log.settled();
        Anchor known = log.anchor(30);

        log.tamper("delete from event where position > 20", "delete from audit_seal where position > 20");

        assertThat(log.verify().finding())
                .as("the first checkpoint is before the cut")
                .isNull();
        found(log.verify(known), Reason.ANCHOR_MISSING, 30);

        log.append(10);
        log.tamper("update event set metadata = metadata || '{\"actor\": \"eve\"}' where position > 20");
        restart();
        log.settled();
        found(log.verify(known), Reason.ANCHOR_MISMATCH, 30);
    }

    @Test
    void aHistoryThatWasSealedAnewIsNotWhatWasSigned() {
        start(Clock.systemUTC());
        log.append(1_100);
        log.settled();
        log.tamper(
                "update event set payload = payload || '{\"name\": \"Harmless\"}' where position = 400",
                "delete from audit_seal");
        Checkpoint genuine = log.checkpoints().getFirst();
        restart();
        log.settled();

        found(log.verify(), Reason.CHECKPOINT_MISMATCH, genuine.position());
    }

    private List<Long> signed() {
        return log.checkpoints().stream().map(Checkpoint::position).toList();
    }

    private void restart() {
        sealers.forEach(sealer -> sealer.stop().block(ChainedLog.PATIENCE));
        start(Clock.systemUTC());
    }

    private Sealer start(Clock clock) {
        sealers.add(new Sealer(log.database.connections(), key, Schedulers.parallel(), clock, _ -> {}));
        sealers.getLast().start();
        return sealers.getLast();
    }

    private static void found(Verdict verdict, Reason reason, long position) {
        assertThat(verdict.finding())
                .extracting(Finding::reason, Finding::position)
                .containsExactly(reason, position);
    }
}
