package redoubt.api.openapi;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.PropertySource;

/** How Swagger UI is served. Whoever runs a server imports it; settings of the same names elsewhere win. */
@Configuration(proxyBeanMethods = false)
@PropertySource("classpath:redoubt/api/openapi/springdoc.properties")
public class DocumentsConfiguration {}
