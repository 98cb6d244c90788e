package redoubt.infra;

import java.util.Objects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import redoubt.infra.trace.Collector;
import redoubt.infra.trace.Tracing;

/** Traces, if somebody collects them. */
@Configuration(proxyBeanMethods = false)
class TraceConfiguration {

    @Bean
    Tracing tracing(RedoubtProperties properties) {
        Collector collector = properties.tracing();
        String version = RedoubtApplication.class.getPackage().getImplementationVersion();
        return collector.endpoint() == null
                ? Tracing.off()
                : Tracing.to(
                        collector.endpoint(), collector.share(), Objects.requireNonNullElse(version, "development"));
    }
}
