package redoubt.bench.library;

import java.nio.file.Path;
import java.util.List;
import redoubt.bench.limit.Server;

/** The program's own event store without the program: its jar, its flags of the JVM, and a writer in front. */
public final class OwnStore {

    private OwnStore() {}

    /** Starts it on a database that has the tables of the log. */
    public static Library start(Path root, EventPattern pattern, Server server, Path work) {
        var application = root.resolve("infra/target/app");
        return Library.start(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xms64m",
                        "-Xmx512m",
                        "-XX:+UseCompactObjectHeaders",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Daxoniq.update-checker.disabled=true",
                        "-cp",
                        application.resolve("redoubt.jar") + ":" + application.resolve("lib/*"),
                        root.resolve("infra/bench/writers/StoreWriter.java").toString(),
                        pattern.file().toString()),
                server,
                work);
    }
}
