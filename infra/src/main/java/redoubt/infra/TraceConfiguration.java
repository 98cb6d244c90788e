package redoubt.infra;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import redoubt.api.ApiOptions;
import redoubt.infra.trace.Collector;
import redoubt.infra.trace.Tracing;

/** Traces, if somebody collects them. */
@Configuration(proxyBeanMethods = false)
class TraceConfiguration {

    @Bean
    Tracing tracing(RedoubtProperties properties, ApiOptions options) {
        Collector collector = properties.tracing();
        return collector.endpoint() == null
                ? Tracing.off()
                : Tracing.to(collector.endpoint(), collector.share(), options.version());
    }
}
