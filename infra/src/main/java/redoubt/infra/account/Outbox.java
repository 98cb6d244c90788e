package redoubt.infra.account;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts letters into a directory where no mail server is known: whoever runs the house finds them there. */
final class Outbox implements Post {

    private static final Logger log = LoggerFactory.getLogger(Outbox.class);

    private final Path directory;
    private final Clock clock;

    Outbox(Path directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
    }

    @Override
    public void take(Letter letter) {
        String name = clock.instant().toEpochMilli() + "-" + UUID.randomUUID()
                + ending(letter.reader().id());
        Path file = directory.resolve(name);
        try {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(
                    file, "To: " + letter.to() + "\nSubject: " + letter.subject() + "\n\n" + letter.text() + "\n");
        } catch (IOException unwritable) {
            throw new UncheckedIOException("The letter " + file + " cannot be written", unwritable);
        }
        log.info("No mail server is set, so a letter was written to {}", file);
    }

    @Override
    public void forget(Collection<UUID> people) {
        if (!Files.isDirectory(directory)) {
            return;
        }
        Set<String> endings =
                people.stream().map(person -> ending(person.toString())).collect(Collectors.toSet());
        try (Stream<Path> letters = Files.list(directory)) {
            for (Path letter : letters.toList()) {
                if (endings.stream().anyMatch(letter.getFileName().toString()::endsWith)) {
                    Files.deleteIfExists(letter);
                }
            }
        } catch (IOException undeletable) {
            throw new UncheckedIOException("Letters in " + directory + " cannot be deleted", undeletable);
        }
    }

    private static String ending(String reader) {
        return "-" + reader + ".txt";
    }
}
