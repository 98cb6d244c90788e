package redoubt.infra.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import reactor.core.publisher.Mono;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;

class HashingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Hashing hashing = new Hashing(1, 2);

    @AfterEach
    void stop() {
        hashing.close();
    }

    @Test
    void whatIsKeptIsArgon2idAndFitsNoOtherPassword() {
        String kept = value(hashing.hash("a long walk in the rain"));

        assertThat(kept).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(value(hashing.hash("a long walk in the rain"))).isNotEqualTo(kept);
        assertThat(value(hashing.fits("a long walk in the rain", kept))).isTrue();
        assertThat(value(hashing.fits("a long walk in the Rain", kept))).isFalse();
        assertThat(value(hashing.fits("a long walk in the rain", null))).isFalse();
        assertThat(value(hashing.fits("", null))).isFalse();
    }

    @Test
    void whatOthersWroteIsUnderstoodAndTheyUnderstandWhatIsWrittenHere() {
        String password = "caf\u00e9 \ud83d\ude00";
        Argon2PasswordEncoder others = new Argon2PasswordEncoder(16, 32, 1, 19_456, 2);
        Argon2PasswordEncoder cheap = new Argon2PasswordEncoder(8, 16, 2, 64, 1);
        Argon2PasswordEncoder dear = new Argon2PasswordEncoder(16, 32, 1, 25_000, 1);

        assertThat(others.matches(password, value(hashing.hash(password)))).isTrue();
        for (Argon2PasswordEncoder each : List.of(others, cheap, dear)) {
            assertThat(value(hashing.fits(password, each.encode(password)))).isTrue();
            assertThat(value(hashing.fits(password + "x", each.encode(password))))
                    .isFalse();
        }
        for (String damaged : List.of(
                "", "x", "$argon2i$v=19$m=64,t=1,p=1$c29tZXNhbHQ$eA", "$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHQ$")) {
            assertThat(value(hashing.fits(password, damaged))).isFalse();
        }
    }

    @Test
    void whoeverHashesStandsBackForOthers() {
        Mono<String> status = hashing.work(() -> {
            try {
                return Files.readString(Path.of("/proc/thread-self/stat"));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        });

        assertThat(nice(value(status))).isEqualTo("10");
    }

    /** The nineteenth field, of which the second is a name in brackets. */
    private static String nice(String stat) {
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ")[16];
    }

    @Test
    void noneIsCutOffAndKeyboardsDoNotMatter() {
        String seventyTwo = "x".repeat(72);
        String kept = value(hashing.hash(seventyTwo + "1"));

        assertThat(value(hashing.fits(seventyTwo + "2", kept))).isFalse();
        assertThat(value(hashing.fits("caf\u0065\u0301", value(hashing.hash("caf\u00e9")))))
                .isTrue();
    }

    @Test
    void whoComesWhenTheQueueIsFullIsAskedToComeBack() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        hashing.work(() -> {
                    begun.countDown();
                    try {
                        return over.await(30, TimeUnit.SECONDS);
                    } catch (InterruptedException interrupted) {
                        throw new IllegalStateException(interrupted);
                    }
                })
                .subscribe();
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
        var one = hashing.hash("one").toFuture();
        var two = hashing.hash("two").toFuture();

        assertThatThrownBy(() -> value(hashing.hash("three")))
                .isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.failure())
                        .isEqualTo(new Failure.Unavailable("busy", 1)));
        assertThatThrownBy(() -> value(hashing.fits("four", null))).isInstanceOf(Refused.class);
        over.countDown();
        assertThat(one.join()).isNotEqualTo(two.join());
        // No room once is not no room for ever.
        assertThat(value(hashing.fits("four", null))).isFalse();
    }

    private static <T> T value(Mono<T> mono) {
        return Objects.requireNonNull(mono.block(PATIENCE));
    }
}
