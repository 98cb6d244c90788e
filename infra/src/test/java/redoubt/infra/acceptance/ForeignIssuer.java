package redoubt.infra.acceptance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.json.JsonMapper;

/** An OpenID Connect provider that somebody else wrote, as a process of its own. */
final class ForeignIssuer implements AutoCloseable {

    /** What its tokens are meant for unless somebody asks for something else. */
    static final String AUDIENCE = "urn:redoubt:test";

    private static final Path SOURCE = Path.of("src/test/oidc");
    private static final Path HOME = Path.of("target/oidc");
    private static final List<String> FILES = List.of("package.json", "package-lock.json", ".npmrc", "issuer.mjs");

    private final Process process;
    private final HttpClient client = HttpClient.newHttpClient();
    private final String address;

    private ForeignIssuer(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    /** Installs it where that has not been done yet, and waits until it listens. */
    static ForeignIssuer start() {
        Assumptions.assumeTrue(
                there("node") && there("npm"),
                "Left out: Node and npm are needed for a provider that somebody else wrote");
        try {
            install();
            Process process = new ProcessBuilder("node", "issuer.mjs")
                    .directory(HOME.toFile())
                    .redirectError(HOME.resolve("issuer.log").toFile())
                    .start();
            BufferedReader out = process.inputReader();
            String address = out.readLine();
            if (address == null) {
                throw new IllegalStateException("The provider ended: " + Files.readString(HOME.resolve("issuer.log")));
            }
            return new ForeignIssuer(process, address);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean there(String program) {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    private static void install() throws IOException {
        Files.createDirectories(HOME);
        for (String file : FILES) {
            Files.copy(SOURCE.resolve(file), HOME.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        if (Files.isDirectory(HOME.resolve("node_modules/oidc-provider"))) {
            return;
        }
        Process npm = new ProcessBuilder("npm", "ci", "--prefer-offline", "--no-audit", "--no-fund")
                .directory(HOME.toFile())
                .redirectErrorStream(true)
                .redirectOutput(HOME.resolve("npm.log").toFile())
                .start();
        try {
            if (!npm.waitFor(5, TimeUnit.MINUTES) || npm.exitValue() != 0) {
                npm.destroyForcibly();
                throw new IllegalStateException("npm did not install it: " + Files.readString(HOME.resolve("npm.log")));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What it calls itself. */
    String address() {
        return address;
    }

    /** An access token for whoever has that address, asked for as any client asks. */
    String token(String email, Map<String, String> more) {
        String form = "grant_type=client_credentials&client_id=robot&client_secret=robot-secret&email=" + encoded(email)
                + more.entrySet().stream()
                        .map(each -> "&" + each.getKey() + "=" + encoded(each.getValue()))
                        .collect(Collectors.joining());
        String answer = ask("/token", "application/x-www-form-urlencoded", form);
        return JsonMapper.shared().readTree(answer).required("access_token").asString();
    }

    /** A token that no provider would give anybody, as the order says. */
    String forged(String order) {
        return ask("/forge", "application/json", order);
    }

    private String ask(String path, String type, String body) {
        try {
            var response = client.send(
                    HttpRequest.newBuilder(URI.create(address + path))
                            .header("Content-Type", type)
                            .POST(BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IllegalStateException(path + " answered " + response.statusCode() + " " + response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        process.destroy();
    }
}
