package redoubt.bench.limit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import redoubt.bench.machine.ResidentMemory;

/** A JVM that runs {@link Hello}: no program in Java starts sooner or is smaller. */
public final class BareJvm {

    private BareJvm() {}

    /** From the start of the process to its first word. */
    public static Duration timeToFirstWord() {
        long start = System.nanoTime();
        return withHello(hello -> Duration.ofNanos(System.nanoTime() - start));
    }

    /** Its resident memory in MB once it has spoken. */
    public static double residentMemory() {
        return withHello(hello -> ResidentMemory.of(hello.pid()));
    }

    private static <T> T withHello(Function<Process, T> look) {
        try {
            var hello = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:+UseSerialGC",
                            "-Xshare:auto",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Hello.class.getName(),
                            "stay")
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (var words = hello.inputReader()) {
                if (!"Hello".equals(words.readLine())) {
                    throw new IllegalStateException("The bare JVM did not say hello");
                }
                return look.apply(hello);
            } finally {
                hello.destroy();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("The bare JVM did not start", failed);
        }
    }
}
