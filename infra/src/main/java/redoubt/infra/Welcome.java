package redoubt.infra;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Tells the person at the terminal where everything is. The launcher waits for its first line. */
@Component
final class Welcome implements ApplicationListener<ApplicationReadyEvent> {

    private final RedoubtProperties properties;
    private final Database database;
    private final Environment environment;
    private final ObjectProvider<WelcomeLine> more;

    Welcome(
            RedoubtProperties properties,
            Database database,
            Environment environment,
            ObjectProvider<WelcomeLine> more) {
        this.properties = properties;
        this.database = database;
        this.environment = environment;
        this.more = more;
    }

    @Override
    public void onApplicationEvent(ApplicationReadyEvent ready) {
        var lines = new LinkedHashMap<String, String>();
        lines.put("Address", base() + "/");
        lines.put("Docs", base() + "/api/docs/");
        lines.put("Health", "http://localhost:" + environment.getProperty("local.management.port") + "/health");
        lines.put("Data", data());
        lines.put("Token", token());
        more.orderedStream().forEach(line -> lines.put(line.label(), line.text()));
        System.out.println("\nRedoubt is up.\n" + printed(lines) + "\n");
    }

    private String base() {
        // A port that was left to the system is known only now.
        return properties.port() == 0
                ? "http://localhost:" + environment.getProperty("local.server.port")
                : properties.publicBaseUrl().toString();
    }

    private String data() {
        var own = database.own();
        return own == null
                ? database.address().toString()
                : properties.data() + " (PostgreSQL of our own, process " + own.pid() + ")";
    }

    private String token() {
        return properties.bootstrapToken() == null
                ? "said once, at the very first start; REDOUBT_BOOTSTRAP_TOKEN chooses it beforehand"
                : "what REDOUBT_BOOTSTRAP_TOKEN was at the very first start";
    }

    private static String printed(Map<String, String> lines) {
        return lines.entrySet().stream()
                .map(line -> "  %-8s %s".formatted(line.getKey(), line.getValue()))
                .collect(Collectors.joining("\n"));
    }
}
