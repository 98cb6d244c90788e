package redoubt.infra;

import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.stereotype.Component;

/** Tells the person at the terminal where everything is. */
@Component
final class Welcome implements ApplicationListener<ApplicationReadyEvent> {

    private final RedoubtProperties properties;
    private final Database database;
    private final ObjectProvider<WelcomeLine> more;

    Welcome(RedoubtProperties properties, Database database, ObjectProvider<WelcomeLine> more) {
        this.properties = properties;
        this.database = database;
        this.more = more;
    }

    @Override
    public void onApplicationEvent(ApplicationReadyEvent ready) {
        var port =
                ready.getApplicationContext() instanceof WebServerApplicationContext web && web.getWebServer() != null
                        ? web.getWebServer().getPort()
                        : properties.port();
        print(System.out, port);
    }

    void print(PrintStream out, int port) {
        var base = properties.port() == 0
                ? "http://localhost:" + port
                : properties.publicBaseUrl().toString();
        var lines = Stream.concat(
                        List.of(
                                new WelcomeLine("Address", base + "/"),
                                new WelcomeLine("Docs", base + "/api/docs/"),
                                new WelcomeLine(
                                        "Health",
                                        "port " + properties.management().port() + ", /health"),
                                new WelcomeLine("Data", data()))
                                .stream(),
                        more.orderedStream())
                .map(line -> "  %-8s %s".formatted(line.label(), line.text()))
                .collect(Collectors.joining("\n"));
        out.println("\nRedoubt is up.\n" + lines + "\n");
    }

    private String data() {
        var own = database.own();
        return own == null
                ? database.address().toString()
                : properties.data() + " (PostgreSQL of our own, process " + own.pid() + ")";
    }
}
