package redoubt.infra;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Clock;
import java.time.Instant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import redoubt.identity.AuditCheckpoint;
import redoubt.infra.audit.HouseNotes;
import redoubt.infra.chain.Sealer;
import redoubt.infra.chain.SealingMeters;
import redoubt.infra.chain.SigningKey;
import redoubt.infra.chain.StoredRuns;
import redoubt.infra.chain.StoredSeals;
import redoubt.infra.eventstore.PostgresEventStore;
import redoubt.query.chain.Background;
import redoubt.query.chain.Checkpoint;
import redoubt.query.chain.SealedLog;
import redoubt.query.chain.Verification;

/** The chain of hashes over the log: sealed and signed by one node, shown and verified by each. */
@Configuration(proxyBeanMethods = false)
class ChainConfiguration {

    /** Hashing a long log takes its time; it must not take that of requests. */
    private static final int THREADS = 2;

    @Bean(destroyMethod = "dispose")
    Scheduler chainScheduler() {
        return Schedulers.newParallel("chain", THREADS, true);
    }

    @Bean
    SigningKey signingKey(RedoubtProperties properties) {
        return SigningKey.in(properties.data());
    }

    /** Begins when the log is there. */
    @Bean
    Sealer sealer(
            ConnectionFactory sessions,
            PostgresEventStore store,
            SigningKey key,
            Scheduler chainScheduler,
            HouseNotes notes,
            Clock clock) {
        return new Sealer(sessions, key, chainScheduler, clock, signed -> notes.note(noted(signed), null)
                .subscribe());
    }

    @Bean
    Lasting sealing(Sealer sealer) {
        return new Lasting(sealer::start, sealer::stop);
    }

    @Bean
    SealingMeters sealingMeters(Sealer sealer, PostgresEventStore store) {
        return new SealingMeters(sealer, store::followed);
    }

    @Bean
    SealedLog sealedLog(ConnectionPool pool, Scheduler chainScheduler) {
        return new StoredSeals(pool, chainScheduler);
    }

    @Bean
    Background background(SealedLog log, ConnectionPool pool, Clock clock) {
        return new Background(new Verification(log), new StoredRuns(pool), clock);
    }

    private static AuditCheckpoint noted(Checkpoint signed) {
        return new AuditCheckpoint(
                signed.position(), signed.hash(), Instant.parse(signed.at()), signed.keyId(), signed.signature());
    }
}
