package redoubt.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Kinds of things are commands wherever commands are known. */
class KindTest {

    @Test
    void theLauncherHandsOnEachOfThem() throws IOException {
        String launcher = Files.readString(Path.of("bin", "redoubt"));
        assertThat(Arrays.stream(Kind.values()).map(Kind::plural))
                .allSatisfy(plural -> assertThat(launcher).containsPattern("\\| " + plural + "(\\)| \\|)"));
    }
}
