package redoubt.infra.limit;

import io.r2dbc.pool.ConnectionPool;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import redoubt.api.Api;
import redoubt.infra.Lasting;

/** Counting requests together with the other nodes. */
@Configuration(proxyBeanMethods = false)
class LimitConfiguration {

    @Bean
    StoredTally tally(ConnectionPool pool) {
        return new StoredTally(pool);
    }

    @Bean
    Lasting rateExchange(Api api, StoredTally tally) {
        return Lasting.of(new Exchange(api.limits(), tally).turns());
    }

    @Bean
    LimitMeters limitMeters(Api api) {
        return new LimitMeters(api.limits());
    }
}
