package redoubt.infra.faults;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What tests share that try several faults on one rig: it is started once, and survives each of them. */
@Timeout(600)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RigTest {

    Rig rig;

    @BeforeAll
    void start(@TempDir Path directory) {
        rig = Rig.in(directory);
    }

    @AfterAll
    void stop() {
        rig.close();
    }
}
