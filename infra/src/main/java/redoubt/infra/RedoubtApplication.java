package redoubt.infra;

import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.micrometer.metrics.autoconfigure.logging.logback.LogbackMetricsAutoConfiguration;
import org.springframework.boot.security.autoconfigure.ReactiveUserDetailsServiceAutoConfiguration;

/** Starts Redoubt. What went wrong at the start is one sentence on standard error, and status 1. */
@SpringBootApplication(
        proxyBeanMethods = false,
        exclude = {
            ReactiveUserDetailsServiceAutoConfiguration.class,
            // Its meters cost every log statement a detour, also those that are switched off, of which there are many.
            LogbackMetricsAutoConfiguration.class
        })
public class RedoubtApplication {

    /** Runs until SIGTERM or SIGINT. */
    public static void main(String[] arguments) {
        prepareProcess();
        var application = new SpringApplication(RedoubtApplication.class);
        application.setBannerMode(Banner.Mode.OFF);
        application.setLogStartupInfo(false);
        try {
            application.run(arguments);
        } catch (SpringApplication.AbandonedRunException prepared) {
            // The build only wants to know which beans there are.
            throw prepared;
        } catch (RuntimeException reported) {
            // Said already, by StartFailure or by the framework; non-daemon threads must not keep the process alive.
            System.exit(1);
        }
    }

    private static void prepareProcess() {
        // More event loops than cores cost throughput on small machines; the library's least is four.
        setUnlessSet(
                "reactor.netty.ioWorkerCount",
                Integer.toString(Math.max(2, Runtime.getRuntime().availableProcessors())));
        setUnlessSet("axoniq.update-checker.disabled", "true");
        // Events of every buffer for a recorder that hardly ever runs; only to get ready for it costs a start a moment.
        setUnlessSet("io.netty.jfr.enabled", "false");
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
