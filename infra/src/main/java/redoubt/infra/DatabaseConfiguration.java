package redoubt.infra;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.ConnectionFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import redoubt.infra.postgres.Connections;
import redoubt.infra.postgres.Limits;
import redoubt.query.tenancy.Confined;

/**
 * The database and the ways to it: sessions that their owners keep, a pool for what the house does, and one for what people
 * ask.
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

    /** Connections in a role that row security counts for; nobody gets them who does not ask for them by name. */
    @Bean(destroyMethod = "dispose", defaultCandidate = false)
    ConnectionPool questions(DatabaseStart start, Database database, Limits limits, ConnectionFactory sessions) {
        return Connections.questions(database.address(), limits, start.questions());
    }

    /** Connections for telling webhooks, which is in nobody's way; nobody gets them who does not ask for them by name. */
    @Bean(destroyMethod = "dispose", defaultCandidate = false)
    ConnectionPool telling(Database database, Limits limits, ConnectionFactory sessions) {
        return Connections.telling(database.address(), limits);
    }

    @Bean
    Confined confined(@Qualifier("questions") ConnectionPool questions) {
        return new Confined(questions);
    }
}
