package redoubt.infra.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redoubt.infra.TestDatabase;
import redoubt.infra.TestPostgres;

class MasterKeyTest {

    private static final UUID SOMEBODY = UUID.randomUUID();

    @TempDir
    Path directory;

    @Test
    void theFirstStartMakesOneThatOnlyItsOwnerMayRead() throws Exception {
        MasterKey made = MasterKey.of(null, directory);

        assertThat(MasterKey.of(null, directory).fingerprint()).isEqualTo(made.fingerprint());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("master-key"))))
                .isEqualTo("rw-------");
    }

    @Test
    void oneThatIsGivenNeedsNoFile() {
        MasterKey.of(TestDatabase.MASTER_KEY, directory);

        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void whatIsNoKeyIsRefusedWithItsPlaceAndWithoutItsText() {
        for (String wrong : new String[] {"c2hvcnQ=", "not base64 at all", TestDatabase.MASTER_KEY.substring(4)}) {
            assertThatThrownBy(() -> MasterKey.of(wrong, directory))
                    .isInstanceOf(MasterKeyUnusable.class)
                    .hasMessageContaining("REDOUBT_MASTER_KEY")
                    .hasMessageNotContaining(wrong);
        }
    }

    @Test
    void whatIsWrappedForOneOpensForNobodyElse() {
        MasterKey key = MasterKey.of(TestDatabase.MASTER_KEY, directory);
        byte[] secret = Aes.drawKey();
        byte[] wrapped = key.wrap(secret, SOMEBODY);

        assertThat(key.unwrap(wrapped, SOMEBODY)).isEqualTo(secret);
        assertThatThrownBy(() -> key.unwrap(wrapped, UUID.randomUUID())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MasterKey.of(null, directory).unwrap(wrapped, SOMEBODY))
                .isInstanceOf(IllegalArgumentException.class);
        wrapped[wrapped.length - 1] ^= 1;
        assertThatThrownBy(() -> key.unwrap(wrapped, SOMEBODY)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aDigestIsTheSameForThatKeyAndPurposeAlone() {
        MasterKey key = MasterKey.of(TestDatabase.MASTER_KEY, directory);
        String digest = key.digest("attempts", "ada@example.com");

        assertThat(MasterKey.of(TestDatabase.MASTER_KEY, directory).digest("attempts", "ada@example.com"))
                .isEqualTo(digest);
        assertThat(key.digest("letters", "ada@example.com")).isNotEqualTo(digest);
        assertThat(key.digest("attempts", "ben@example.com")).isNotEqualTo(digest);
        assertThat(MasterKey.of(null, directory).digest("attempts", "ada@example.com"))
                .isNotEqualTo(digest);
    }

    @Test
    void aNodeWithAnotherKeyIsTurnedAway() {
        try (TestDatabase database = TestPostgres.fresh()) {
            new SubjectKeys(database.pool(), MasterKey.of(TestDatabase.MASTER_KEY, directory))
                    .check()
                    .block(Duration.ofSeconds(20));
            SubjectKeys others = new SubjectKeys(database.pool(), MasterKey.of(null, directory));

            assertThatThrownBy(() -> others.check().block(Duration.ofSeconds(20)))
                    .isInstanceOf(MasterKeyUnusable.class)
                    .hasMessageContaining("another master key");
        }
    }
}
