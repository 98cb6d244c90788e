package redoubt.infra;

import io.r2dbc.pool.ConnectionPool;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import redoubt.infra.jwt.Jwts;
import redoubt.infra.jwt.Keyring;
import redoubt.infra.privacy.MasterKey;
import redoubt.infra.security.TrustedIssuer;

/** The keys of the house, the tokens that are signed with them, and whose else are good. */
@Configuration(proxyBeanMethods = false)
class KeysConfiguration {

    private static final int THREADS = 2;
    private static final int WAITING = 1_000;
    private static final int IDLE_SECONDS = 60;

    /** Signing draws random numbers, for which an event loop must not wait. */
    @Bean(destroyMethod = "dispose")
    Scheduler signatures() {
        return Schedulers.newBoundedElastic(THREADS, WAITING, "signatures", IDLE_SECONDS, true);
    }

    @Bean
    Keyring keyring(ConnectionPool pool, MasterKey master, Clock clock) {
        return new Keyring(pool, master.strongbox("signing keys"), clock);
    }

    @Bean
    Jwts jwts(Keyring keys, Scheduler signatures, Clock clock) {
        return new Jwts(keys, signatures, clock);
    }

    @Bean
    TrustedIssuer trustedIssuer(RedoubtProperties properties) {
        return properties.oidc();
    }
}
