package redoubt.infra.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import redoubt.model.wire.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A file with the token that belongs to each server, which nobody but its owner can read. It also remembers the server that
 * was signed in to last.
 */
final class Wallet {

    private static final String LAST = "last";
    private static final String TOKENS = "tokens";

    private final Path file;

    Wallet(Path file) {
        this.file = file;
    }

    /** Where it lies for whom that environment belongs to. */
    static Wallet of(Map<String, String> environment) {
        String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
        String config = environment.getOrDefault("XDG_CONFIG_HOME", "");
        Path folder = config.isEmpty() ? Path.of(home, ".config") : Path.of(config);
        return new Wallet(folder.resolve("redoubt").resolve("tokens.json"));
    }

    Path file() {
        return file;
    }

    /** The address of the server that was signed in to last. */
    Optional<String> last() {
        return Optional.of(read().path(LAST).asString("")).filter(address -> !address.isEmpty());
    }

    Optional<String> token(String server) {
        return Optional.of(read().path(TOKENS).path(server).asString("")).filter(token -> !token.isEmpty());
    }

    /** Keeps a token, in the place of any other for that server. */
    void keep(String server, String token) {
        ObjectNode all = read();
        all.put(LAST, server);
        all.withObject("/" + TOKENS).put(server, token);
        write(all);
    }

    void forget(String server) {
        ObjectNode all = read();
        all.withObject("/" + TOKENS).remove(server);
        write(all);
    }

    private ObjectNode read() {
        try {
            JsonNode known = Json.MAPPER.readTree(Files.readString(file));
            return known instanceof ObjectNode all ? all : Json.MAPPER.createObjectNode();
        } catch (NoSuchFileException _) {
            return Json.MAPPER.createObjectNode();
        } catch (IOException | JacksonException unusable) {
            throw new Failed(Failed.UNKNOWN_CALLER, file + " cannot be read: " + unusable.getMessage());
        }
    }

    /** Never half of it, and at no moment for others to read. */
    private void write(ObjectNode all) {
        try {
            Files.createDirectories(file.getParent());
            Path next = Files.createTempFile(
                    file.getParent(),
                    "tokens",
                    ".json",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(next, all.toPrettyString() + "\n");
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException unwritable) {
            throw new Failed(Failed.REFUSED, file + " cannot be written: " + unwritable.getMessage());
        }
    }
}
