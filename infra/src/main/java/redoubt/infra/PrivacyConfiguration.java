package redoubt.infra;

import io.r2dbc.pool.ConnectionPool;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import redoubt.infra.eventstore.PostgresEventStore;
import redoubt.infra.privacy.Erasures;
import redoubt.infra.privacy.MasterKey;
import redoubt.infra.privacy.SealedFields;
import redoubt.infra.privacy.SubjectKeys;
import redoubt.infra.privacy.Traces;
import redoubt.model.Catalogue;

/** The keys of people, and their end. */
@Configuration(proxyBeanMethods = false)
class PrivacyConfiguration {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Reads a file, or makes one, if it is not given. */
    @Bean
    MasterKey masterKey(RedoubtProperties properties) {
        return MasterKey.of(properties.masterKey(), properties.data());
    }

    /** Waits until it is known to be the key of this database. */
    @Bean
    SubjectKeys subjectKeys(ConnectionPool pool, MasterKey master) {
        SubjectKeys keys = new SubjectKeys(pool, master);
        keys.check().block(PATIENCE);
        return keys;
    }

    @Bean
    SealedFields sealedFields(Catalogue catalogue, SubjectKeys keys) {
        return new SealedFields(catalogue, keys);
    }

    @Bean(destroyMethod = "close")
    Erasures erasures(SubjectKeys keys, PostgresEventStore store, ObjectProvider<Traces> traces) {
        return new Erasures(keys, store, traces.stream().toList());
    }
}
