package redoubt.infra.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redoubt.infra.TestDatabase;

class StrongboxTest {

    @TempDir
    Path directory;

    private MasterKey master;
    private Strongbox box;

    @BeforeEach
    void furnish() {
        master = MasterKey.of(TestDatabase.MASTER_KEY, directory);
        box = master.strongbox("keys");
    }

    @Test
    void whatWasClosedIsOpenedByTheSameKeyUnderTheSameName() {
        byte[] closed = box.close("one", "text");

        assertThat(new String(closed, StandardCharsets.ISO_8859_1)).doesNotContain("text");
        assertThat(master.strongbox("keys").open("one", closed)).contains("text");
        assertThat(box.close("one", "text")).isNotEqualTo(closed);
    }

    @Test
    void nothingElseOpensIt() {
        byte[] closed = box.close("one", "text");

        assertThat(box.open("two", closed)).isEmpty();
        assertThat(master.strongbox("letters").open("one", closed)).isEmpty();
        assertThat(MasterKey.of(null, directory).strongbox("keys").open("one", closed))
                .isEmpty();
        for (int i = 0; i < closed.length; i++) {
            byte[] changed = closed.clone();
            changed[i] ^= 1;
            assertThat(box.open("one", changed)).isEmpty();
        }
        assertThat(box.open("one", new byte[3])).isEmpty();
    }
}
