package redoubt.infra;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.ConnectionFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import redoubt.infra.postgres.Connections;
import redoubt.infra.postgres.Limits;

/**
 * The database and the two ways to it.
 *
 * <p>Beans are destroyed in the reverse order of their dependencies: everything that talks to the database first, then the
 * pool, our own server last. That is why the server has no shutdown hook of its own.
 */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    @Bean(destroyMethod = "close")
    Database database(DatabaseStart start) {
        return start.database();
    }

    @Bean
    Limits limits(RedoubtProperties properties) {
        return DatabaseStart.limits(properties);
    }

    /** Dedicated connections. Whoever has this bean, or the pool, finds the schema complete. */
    @Bean
    ConnectionFactory sessions(DatabaseStart start, Database database) {
        return start.sessions();
    }

    @Bean(destroyMethod = "dispose")
    ConnectionPool pool(Database database, Limits limits, ConnectionFactory sessions) {
        return Connections.pool(database.address(), limits);
    }
}
