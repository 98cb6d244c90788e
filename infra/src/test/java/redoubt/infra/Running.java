package redoubt.infra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole application in this JVM, on free ports and a database of the test's own. */
public final class Running implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final ConfigurableApplicationContext context;

    private Running(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Starts it with further settings, such as {@code --redoubt.demo=true}. */
    public static Running on(TestDatabase database, String... settings) {
        return on(database, List.of(), settings);
    }

    /** Starts it with further classes of beans. */
    public static Running on(TestDatabase database, List<Class<?>> beans, String... settings) {
        var arguments = new ArrayList<>(List.of(
                "--redoubt.port=0",
                "--redoubt.management.port=0",
                "--redoubt.address=127.0.0.1",
                "--redoubt.data=target/data/" + database.name(),
                "--redoubt.database-url=" + database.url()));
        arguments.addAll(Plenty.SETTINGS);
        arguments.addAll(List.of(settings));
        return new Running(new SpringApplicationBuilder(RedoubtApplication.class)
                .sources(beans.toArray(Class[]::new))
                .run(arguments.toArray(String[]::new)));
    }

    /** What holds all the beans. */
    public ConfigurableApplicationContext context() {
        return context;
    }

    /** Where the API is. */
    public URI api(String path) {
        return at("local.server.port", path);
    }

    /** Where health and metrics are. */
    public URI management(String path) {
        return at("local.management.port", path);
    }

    /** Asks without credentials. */
    public static HttpResponse<String> get(URI address) {
        try {
            return HTTP.send(
                    HttpRequest.newBuilder(address)
                            .timeout(Duration.ofSeconds(20))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(hurry);
        }
    }

    @Override
    public void close() {
        context.close();
    }

    private URI at(String property, String path) {
        return URI.create("http://127.0.0.1:" + context.getEnvironment().getRequiredProperty(property) + path);
    }
}
