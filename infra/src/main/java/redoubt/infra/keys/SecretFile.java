package redoubt.infra.keys;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file that only its owner may read, such as one with a key. Reads and writes, so it waits for the disk. */
public final class SecretFile {

    private static final Logger log = LoggerFactory.getLogger(SecretFile.class);
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final Path directory;
    private final Path path;

    /** A file of that name in a directory. */
    public SecretFile(Path directory, String name) {
        this.directory = directory;
        this.path = directory.resolve(name);
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** Writes it if there is none, whole or not at all; if another process does so at the same moment, the first one wins. */
    public void make(Supplier<String> text) throws IOException {
        if (Files.exists(path)) {
            return;
        }
        Files.createDirectories(directory);
        Path draft = Files.createFile(
                directory.resolve(path.getFileName() + "." + UUID.randomUUID()),
                PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        try {
            Files.writeString(draft, text.get());
            Files.createLink(path, draft);
        } catch (FileAlreadyExistsException _) {
            log.info("Another process made {} first", path);
        } finally {
            Files.delete(draft);
        }
    }

    /** What it says; warns if others may read it as well. */
    public String read() throws IOException {
        if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(path))) {
            log.warn("{} may be read by others than its owner", path);
        }
        return Files.readString(path);
    }
}
