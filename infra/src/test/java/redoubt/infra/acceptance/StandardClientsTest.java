package redoubt.infra.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** S-43: no kit is needed. Clients that others wrote take a risk from its creation to its deletion. */
@ExtendWith(SharedRedoubt.class)
class StandardClientsTest {

    private static final Path CLIENTS = Path.of("src/test/clients");

    private final RunningRedoubt redoubt;

    StandardClientsTest(RunningRedoubt redoubt) {
        this.redoubt = redoubt;
    }

    @Test
    void s43ItIsUsableWithCurl() throws IOException {
        run(CLIENTS, "curl", "sh", "curl.sh");
    }

    @Test
    void s43ItIsUsableWithRequests() throws IOException {
        assumePython("requests");
        run(CLIENTS, "requests", "/usr/bin/python3", "requests_client.py");
    }

    @Test
    void s43ItIsUsableWithHttpx() throws IOException {
        assumePython("httpx");
        run(CLIENTS, "httpx", "/usr/bin/python3", "httpx_client.py");
    }

    @Test
    void s43ItIsUsableWithFetch() throws IOException {
        run(CLIENTS, "fetch", "node", "fetch.mjs");
    }

    @Test
    void s43ItIsUsableWithAxios() throws IOException {
        run(Npm.installed("clients", List.of("axios.mjs")), "axios", "node", "axios.mjs");
    }

    @Test
    void s43ItIsUsableWithNetHttpOfGo() throws IOException {
        run(CLIENTS, "go", "go", "run", "client.go");
    }

    /** The modules of the distribution; whatever other Python comes first may have none. */
    private static void assumePython(String module) throws IOException {
        Assumptions.assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/python3"))
                        && finished(new ProcessBuilder("/usr/bin/python3", "-c", "import " + module)),
                "Left out: Python's " + module + " is not installed");
    }

    private void run(Path home, String client, String... command) throws IOException {
        Assumptions.assumeTrue(
                Path.of(command[0]).isAbsolute() || Npm.there(command[0]),
                "Left out: " + command[0] + " is not installed");
        Path log = Path.of("target", "client-" + client + ".log");
        ProcessBuilder program = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        program.environment().put("REDOUBT", redoubt.base().toString().replaceFirst("/$", ""));
        program.environment().put("REDOUBT_TOKEN", RunningRedoubt.TOKEN);
        // Nothing stands between these clients and a server on the same machine.
        program.environment().keySet().removeIf(name -> name.toLowerCase(java.util.Locale.ROOT)
                .endsWith("_proxy"));
        if (!finished(program)) {
            throw new AssertionError(client + ": " + Files.readString(log));
        }
    }

    private static boolean finished(ProcessBuilder program) throws IOException {
        Process process = program.start();
        try {
            boolean ended = process.waitFor(2, TimeUnit.MINUTES);
            process.destroyForcibly();
            return ended && process.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
