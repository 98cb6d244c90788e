package redoubt.infra.roles;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import redoubt.infra.acceptance.RunningRedoubt;

/** The letters that a program without a mail server leaves in its directory. */
record Mailbox(RunningRedoubt redoubt) {

    private static final Duration SOON = Duration.ofSeconds(10);

    /** What a pattern finds in the letter to somebody in which it finds anything, once that is there. */
    MatchResult find(String email, Pattern pattern) {
        return await().atMost(SOON)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> found(email, pattern), Optional::isPresent)
                .orElseThrow();
    }

    private Optional<MatchResult> found(String email, Pattern pattern) throws IOException {
        Path outbox = Path.of("target", "data", redoubt.database().name(), "outbox");
        if (!Files.isDirectory(outbox)) {
            return Optional.empty();
        }
        try (Stream<Path> letters = Files.list(outbox)) {
            for (Path letter : letters.toList()) {
                String text = Files.readString(letter);
                if (text.startsWith("To: " + email + "\n")) {
                    Optional<MatchResult> result =
                            pattern.matcher(text).results().findFirst();
                    if (result.isPresent()) {
                        return result;
                    }
                }
            }
        }
        return Optional.empty();
    }
}
