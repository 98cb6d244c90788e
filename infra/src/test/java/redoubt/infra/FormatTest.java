package redoubt.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.JavaFormatterOptions.Style;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** One way to lay out Java, held by every file. {@code infra/bin/redoubt format} puts right what this test finds. */
class FormatTest {

    private static final boolean WRITE = "write".equals(System.getProperty("redoubt.format"));

    private final Formatter formatter = Formatter.createFormatter(
            JavaFormatterOptions.builder().style(Style.PALANTIR).build());

    @Test
    void everyFileIsLaidOutByTheFormatter() {
        var files = Sources.all();
        assertThat(files).as("the sources of the project").isNotEmpty();

        var differing = files.parallelStream().filter(this::differs).toList();

        if (WRITE) {
            differing.forEach(this::rewrite);
        } else {
            assertThat(differing.stream().map(Sources.root()::relativize))
                    .as("files to be put right by: infra/bin/redoubt format")
                    .isEmpty();
        }
    }

    @Test
    void theFormatterHasAnOpinion() {
        assertThat(formatted("class A{int b;}", Path.of("A.java"))).isEqualTo("class A {\n    int b;\n}\n");
    }

    private boolean differs(Path file) {
        var text = Sources.text(file);
        return !formatted(text, file).equals(text);
    }

    private void rewrite(Path file) {
        try {
            Files.writeString(file, formatted(Sources.text(file), file));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private String formatted(String text, Path file) {
        try {
            return formatter.formatSourceAndFixImports(text);
        } catch (FormatterException unparsable) {
            throw new AssertionError("Not Java: " + file, unparsable);
        }
    }
}
