package redoubt.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the benchmarks run from its source on the application's class path must not fall behind the application. */
class BenchWritersTest {

    @TempDir
    private Path classes;

    @ParameterizedTest
    @ValueSource(strings = {"StoreWriter", "PasswordHasher", "HookTarget", "HookSender"})
    void whatIsRunFromItsSourceCompiles(String name) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var found = new DiagnosticCollector<JavaFileObject>();
        try (var files = compiler.getStandardFileManager(found, null, null)) {
            var task = compiler.getTask(
                    null,
                    files,
                    found,
                    List.of("-proc:none", "-d", classes.toString(), "-cp", System.getProperty("java.class.path")),
                    null,
                    files.getJavaFileObjects(Sources.root().resolve("infra/bench/writers/" + name + ".java")));

            assertThat(task.call()).as("%s", found.getDiagnostics()).isTrue();
        }
    }
}
