package redoubt.infra.stream;

import io.r2dbc.pool.ConnectionPool;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import redoubt.api.Api;
import redoubt.infra.Lasting;

/** Streams, as far as other nodes care. */
@Configuration(proxyBeanMethods = false)
class StreamConfiguration {

    @Bean
    NodeTable streamNodes(ConnectionPool pool) {
        return new NodeTable(pool);
    }

    @Bean
    Lasting streamPresence(Api api, NodeTable table) {
        return Lasting.of(new Presence(api.openStreams(), table).turns());
    }
}
