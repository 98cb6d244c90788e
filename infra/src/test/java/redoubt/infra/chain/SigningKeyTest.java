package redoubt.infra.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redoubt.query.chain.Chain;
import redoubt.query.chain.PublicKeys;

class SigningKeyTest {

    @TempDir
    Path directory;

    @Test
    void itIsMadeOnceAndOnlyItsOwnerMayReadIt() throws Exception {
        SigningKey first = SigningKey.in(directory.resolve("data"));
        SigningKey second = SigningKey.in(directory.resolve("data"));

        assertThat(second.published()).isEqualTo(first.published());
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(directory.resolve("data/audit-key.pem"))))
                .isEqualTo("rw-------");
        assertThat(new PublicKeys(List.of(first.published())).prove(second.sign(7, Chain.GENESIS, "now")))
                .isTrue();
        try (var files = Files.list(directory.resolve("data"))) {
            assertThat(files).as("drafts are gone").hasSize(1);
        }
    }

    @Test
    void whoeverStartsAtTheSameMomentGetsTheSame() {
        Set<Object> keys = new HashSet<>();
        IntStream.range(0, 8)
                .mapToObj(_ -> CompletableFuture.supplyAsync(() -> SigningKey.in(directory)))
                .toList()
                .forEach(key -> keys.add(key.join().published()));

        assertThat(keys).hasSize(1);
    }

    @Test
    void aDirectoryThatCannotBeWrittenDoesNotKeepRedoubtFromStarting() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "not a directory");

        SigningKey key = SigningKey.in(file);

        assertThat(new PublicKeys(List.of(key.published())).prove(key.sign(1, Chain.GENESIS, "now")))
                .isTrue();
    }

    @Test
    void aFileThatHoldsNoKeyIsOneSentence() throws Exception {
        Path file = directory.resolve("audit-key.pem");
        String other = Files.readString(make("other"));
        String mine = Files.readString(make("mine"));
        for (String wrong : List.of(
                "",
                "nonsense",
                mine.substring(0, mine.indexOf("-----BEGIN PUBLIC")),
                mine.substring(0, mine.indexOf("-----BEGIN PUBLIC"))
                        + other.substring(other.indexOf("-----BEGIN PUBLIC")),
                mine.replaceFirst("\n.*\n", "\nAAAA\n"))) {
            Files.writeString(file, wrong);
            assertThatThrownBy(() -> SigningKey.in(directory))
                    .isInstanceOf(KeyUnusable.class)
                    .hasMessageContaining(file.toString())
                    .hasMessageEndingWith(".");
        }
    }

    private Path make(String name) {
        SigningKey.in(directory.resolve(name));
        return directory.resolve(name).resolve("audit-key.pem");
    }
}
