package redoubt.infra;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** What the log looks like to whoever reads it line by line. */
class LogLineTest {

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n", "\n\n\n", "\u0085", "\u2028", "\u2029"})
    void whatSomebodySentCannotBeginALineOfItsOwn(String end) throws IOException {
        String line = written("No such thing: {}", "a" + end + "2026-01-01T00:00:00.000Z ERROR Forged: b");

        assertThat(line.lines()).hasSize(1);
        assertThat(line).contains("No such thing: a 2026-01-01").endsWith("Forged: b" + System.lineSeparator());
        assertThat(line.stripTrailing()).doesNotContainPattern("[\\r\\n\\u0085\\u2028\\u2029]");
    }

    private static String written(String message, String argument) throws IOException {
        LoggerContext context = new LoggerContext();
        PatternLayout layout = new PatternLayout();
        layout.setContext(context);
        layout.setPattern(pattern());
        layout.start();
        return layout.doLayout(new LoggingEvent(
                LogLineTest.class.getName(), context.getLogger("redoubt"), Level.WARN, message, null, new Object[] {
                    argument
                }));
    }

    /** As it is shipped. */
    private static String pattern() throws IOException {
        try (var in = RedoubtApplication.class.getResourceAsStream("/application.yaml")) {
            Map<String, Map<String, Map<String, String>>> settings = new Yaml().load(in);
            return settings.get("logging").get("pattern").get("console");
        }
    }
}
