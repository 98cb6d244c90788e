package redoubt.infra.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** The files of our own server: its databases, its password, its programs and what it said when it started. */
record Cluster(Path home, Programs programs) {

    private static final String NAME = "redoubt";
    private static final String VERSION = "18";

    /** Creates the cluster if there is none; it appears by a rename, so that a killed start leaves no half of it. */
    static Cluster in(Path home, Programs programs) throws IOException {
        var cluster = new Cluster(home, programs);
        Files.deleteIfExists(cluster.startLog());
        if (!Files.exists(cluster.data())) {
            cluster.create();
        }
        var version = Files.readString(cluster.data().resolve("PG_VERSION")).strip();
        if (!version.equals(VERSION)) {
            throw new DatabaseUnusable("The data in " + cluster.data() + " were written by PostgreSQL " + version
                    + ", but this Redoubt brings PostgreSQL " + VERSION + ".");
        }
        return cluster;
    }

    Path data() {
        return home.resolve("cluster");
    }

    Path startLog() {
        return home.resolve("start.log");
    }

    /** Where it listens on this port. */
    DatabaseAddress address(int port) throws IOException {
        return new DatabaseAddress(
                "127.0.0.1", port, NAME, NAME, Files.readString(secret()).strip(), Map.of("sslmode", "disable"));
    }

    /** The end of what the server said while it started. */
    String lastWords() throws IOException {
        var lines = Files.exists(startLog()) ? Files.readAllLines(startLog()) : List.<String>of();
        return lines.isEmpty()
                ? "it said nothing"
                : String.join(" ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
    }

    private Path secret() {
        return home.resolve("password");
    }

    private void create() throws IOException {
        var fresh = home.resolve("creating");
        Directories.delete(fresh);
        writeSecret();
        succeed(
                ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()),
                "initdb",
                List.of(
                        "--pgdata=" + fresh,
                        "--username=" + NAME,
                        "--pwfile=" + secret(),
                        "--auth=scram-sha-256",
                        // The same order of letters on every machine, whatever its language.
                        "--encoding=UTF8",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8",
                        "--locale=C"));
        var statement = home.resolve("create.sql");
        Files.writeString(statement, "create database " + NAME + ";\n");
        succeed(
                ProcessBuilder.Redirect.from(statement.toFile()),
                "postgres",
                List.of("--single", "-D", fresh.toString(), "postgres"));
        Files.delete(statement);
        Files.move(fresh, data(), StandardCopyOption.ATOMIC_MOVE);
    }

    private void writeSecret() throws IOException {
        var random = new byte[24];
        new SecureRandom().nextBytes(random);
        Files.deleteIfExists(secret());
        Files.createFile(secret(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(secret(), HexFormat.of().formatHex(random) + "\n");
    }

    private void succeed(ProcessBuilder.Redirect input, String program, List<String> arguments) throws IOException {
        var status = programs.run(startLog(), input, program, arguments);
        if (status != 0) {
            throw new DatabaseUnusable("PostgreSQL's data could not be created in " + home + " (" + program
                    + " ended with status " + status + "): " + lastWords());
        }
    }
}
