package redoubt.infra;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.ConnectionFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import redoubt.infra.postgres.Connections;
import redoubt.infra.postgres.Limits;
import redoubt.infra.postgres.Schema;

/**
 * The database and the two ways to it.
 *
 * <p>Beans are destroyed in the reverse order of their dependencies: everything that talks to the database first, then the
 * pool, our own server last. That is why the server has no shutdown hook of its own.
 */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    @Bean(destroyMethod = "close")
    Database database(RedoubtProperties properties) {
        return Database.of(properties);
    }

    @Bean
    Limits limits(RedoubtProperties properties) {
        var pool = properties.pool();
        return new Limits(pool.size(), pool.acquireTimeout(), pool.statementTimeout(), pool.idleInTransactionTimeout());
    }

    /** Dedicated connections. Whoever has this bean, or the pool, finds the schema complete. */
    @Bean
    ConnectionFactory sessions(Database database, Limits limits, RedoubtProperties properties) {
        var sessions = Connections.sessions(database.address(), limits, "session");
        // The start of the process is the one place that may wait: nothing is served before the schema stands.
        Connections.answering(sessions, database.address(), properties.databaseWait())
                .then(Schema.onClassPath().apply(sessions))
                .block();
        return sessions;
    }

    @Bean(destroyMethod = "dispose")
    ConnectionPool pool(Database database, Limits limits, ConnectionFactory sessions) {
        return Connections.pool(database.address(), limits);
    }
}
