package redoubt.infra.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The programs of PostgreSQL that travel on the class path, unpacked where they can be run. */
final class PostgresBinaries {

    private final Path root;

    private PostgresBinaries(Path root) {
        this.root = root;
    }

    /**
     * Unpacks into a directory below the given one, unless that has been done before.
     *
     * <p>The directory appears by a rename, complete or not at all, so a killed start or a rival leaves no half of it.
     */
    static PostgresBinaries unpackedBelow(Path parent) throws IOException {
        var archive = "/postgres-" + platform() + ".txz";
        var location = PostgresBinaries.class.getResource(archive);
        if (location == null) {
            throw new DatabaseUnusable("No PostgreSQL is packed for this system (" + platform()
                    + "); set REDOUBT_DATABASE_URL to one that runs elsewhere.");
        }
        var packed = location.openConnection();
        // The size changes with every release and is known without reading.
        var home = parent.resolve("programs-" + packed.getContentLengthLong());
        if (!Files.isDirectory(home)) {
            try (var content = packed.getInputStream()) {
                unpack(content, parent, home);
            }
        }
        return new PostgresBinaries(home);
    }

    String program(String name) {
        return root.resolve("bin").resolve(name).toString();
    }

    private static String platform() {
        var system = System.getProperty("os.name").toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
        var machine = System.getProperty("os.arch").equals("amd64") ? "x86_64" : System.getProperty("os.arch");
        return system + "-" + machine;
    }

    private static void unpack(InputStream packed, Path parent, Path home) throws IOException {
        var fresh = Files.createTempDirectory(Files.createDirectories(parent), "unpacking-");
        try {
            try (var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(packed)))) {
                for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    write(entry, tar, fresh);
                }
            }
            Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            if (!Files.isDirectory(home)) {
                throw failed;
            }
            // Another process was faster; its copy is as good as ours.
        } finally {
            Directories.delete(fresh);
        }
    }

    private static void write(TarArchiveEntry entry, InputStream content, Path root) throws IOException {
        var target = root.resolve(entry.getName()).normalize();
        if (!target.startsWith(root)) {
            throw new IOException("The archive reaches out of its directory: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.resolveSibling("."));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.copy(content, target);
            if (target.startsWith(root.resolve("bin")) && !target.toFile().setExecutable(true, false)) {
                throw new IOException("Cannot make " + target + " executable");
            }
        }
    }
}
