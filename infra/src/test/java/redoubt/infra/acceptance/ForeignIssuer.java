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
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** An OpenID Connect provider that somebody else wrote, as a process of its own. */
final class ForeignIssuer implements AutoCloseable {

    /** What its tokens are meant for unless somebody asks for something else. */
    static final String AUDIENCE = "urn:redoubt:test";

    private final Process process;
    private final HttpClient client = HttpClient.newHttpClient();
    private final String address;

    private ForeignIssuer(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    /** Installs it where that has not been done yet, and waits until it listens. */
    static ForeignIssuer start() {
        Path home = Npm.installed("oidc", List.of("issuer.mjs"));
        try {
            Process process = new ProcessBuilder("node", "issuer.mjs")
                    .directory(home.toFile())
                    .redirectError(home.resolve("issuer.log").toFile())
                    .start();
            BufferedReader out = process.inputReader();
            String address = out.readLine();
            if (address == null) {
                throw new IllegalStateException("The provider ended: " + Files.readString(home.resolve("issuer.log")));
            }
            return new ForeignIssuer(process, address);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
