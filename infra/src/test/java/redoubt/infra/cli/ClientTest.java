package redoubt.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import redoubt.infra.acceptance.Http;
import redoubt.infra.acceptance.RunningRedoubt;
import redoubt.infra.acceptance.SharedRedoubt;
import redoubt.infra.acceptance.Visitors;
import redoubt.model.wire.Json;
import tools.jackson.databind.JsonNode;

/** Somebody at a shell asks a server, and a script does. */
@ExtendWith(SharedRedoubt.class)
class ClientTest {

    private final Http http;
    private final String url;
    private final Map<String, String> environment = new HashMap<>();

    @TempDir
    Path home;

    ClientTest(RunningRedoubt redoubt) {
        http = redoubt.http();
        url = redoubt.base().toString().replaceFirst("/$", "");
    }

    @BeforeEach
    void atHome() {
        environment.put("HOME", home.toString());
        environment.put("REDOUBT_URL", url);
        environment.put("REDOUBT_TOKEN", RunningRedoubt.TOKEN);
    }

    /** What a command came to. */
    private record Outcome(int status, String out, String err) {

        Outcome done() {
            assertThat(status).as(err).isZero();
            return this;
        }

        JsonNode json() {
            return Json.MAPPER.readTree(out);
        }
    }

    private Outcome redoubt(String... arguments) {
        return typing("", arguments);
    }

    private Outcome typing(String input, String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        int status = Client.run(Terminal.of(environment, in, out, err), arguments);
        return new Outcome(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private String risk(String name) {
        return http.post("/api/v1/risks/", "{\"name\":\"" + name + "\"}")
                .expect(201)
                .id();
    }

    @Test
    void aListIsATableForPeopleAndJsonForPrograms() {
        String word = "q" + UUID.randomUUID().toString().substring(0, 8);
        String id = risk("Breach " + word);

        Outcome table = redoubt("risks", "list", "--search", word).done();
        assertThat(table.out().lines()).hasSize(2);
        assertThat(table.out().lines().findFirst().orElseThrow())
                .startsWith("ID ")
                .contains("STATUS");
        assertThat(table.out()).contains(id, "Breach " + word, "open");
        JsonNode json =
                redoubt("risks", "list", "--search", word, "-o", "json").done().json();
        assertThat(json).hasSize(1);
        assertThat(json.get(0)).isEqualTo(http.get("/api/v1/risks/" + id + "/").json());
    }

    @Test
    void aListSaysThatThereIsMoreAndShowsItWhenAsked() {
        String word = "q" + UUID.randomUUID().toString().substring(0, 8);
        List.of("One", "Two", "Three").forEach(name -> risk(name + " " + word));

        Outcome some = redoubt(
                        "risks", "list", "--search", word, "--limit", "2", "--columns", "name", "--order", "name")
                .done();
        assertThat(some.out().lines()).containsExactly("NAME", "One " + word, "Three " + word);
        assertThat(some.err()).contains("2 of 3");
        Outcome all = redoubt("risks", "list", "--search", word, "--all").done();
        assertThat(all.out().lines()).hasSize(4);
        assertThat(all.err()).isEmpty();
    }

    @Test
    void aThingIsShownAsItIsAndAsItWasWithWhatHappenedToIt() {
        String id = risk("Before");
        http.patch("/api/v1/risks/" + id + "/", "{\"name\":\"After\"}").expect(200);

        assertThat(redoubt("risks", "show", id).done().out()).containsPattern("(?m)^name +After$");
        assertThat(redoubt("risks", "show", id, "--version", "1").done().out()).containsPattern("(?m)^name +Before$");
        Outcome history = redoubt("risks", "history", id).done();
        assertThat(history.out().lines()).hasSize(3);
        assertThat(history.out()).contains("risk.created", "risk.updated", "name: Before → After");
    }

    @Test
    void whoSignsInWithAPasswordNeedsItNoMoreUntilTheySignOut() throws IOException {
        String email = Visitors.email();
        Visitors.register(http.anonymous(), email).expect(201);
        environment.remove("REDOUBT_TOKEN");
        assertThat(redoubt("token", "list").status()).isEqualTo(3);

        typing(Visitors.PASSWORD + "\n", "login", "--url", url, "--email", email)
                .done();
        environment.remove("REDOUBT_URL");
        Path kept = home.resolve(".config/redoubt/tokens.json");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(kept)).doesNotContain(Visitors.PASSWORD);
        JsonNode tokens = redoubt("token", "list", "-o", "json").done().json();
        assertThat(tokens).hasSize(1);
        assertThat(tokens.get(0).path("name").asString()).startsWith("Command line on ");

        String token = Json.MAPPER
                .readTree(Files.readString(kept))
                .path("tokens")
                .path(url)
                .asString();
        http.as(token).get("/api/v1/me/").expect(200);
        redoubt("logout").done();
        http.as(token).get("/api/v1/me/").expect(401);
        environment.put("REDOUBT_URL", url);
        assertThat(redoubt("token", "list").status()).isEqualTo(3);
    }

    @Test
    void aTokenIsMadeForAScriptAndTakenBack() {
        Outcome made = redoubt("token", "create", "Nightly", "--read-only").done();
        String secret = made.out().strip();
        assertThat(secret).startsWith("pst_");
        Http script = http.as(secret);
        script.get("/api/v1/risks/").expect(200);
        script.post("/api/v1/risks/", "{\"name\":\"No\"}").expect(403);

        redoubt(
                        "token",
                        "revoke",
                        script.get("/api/v1/me/")
                                .json()
                                .path("token")
                                .path("id")
                                .asString())
                .done();
        script.get("/api/v1/risks/").expect(401);
    }

    @Test
    void aTokenThatDoesNotWorkIsNotKept() {
        environment.remove("REDOUBT_TOKEN");

        Outcome refused = typing("pst_" + "x".repeat(43) + "\n", "login", "--with-token");
        assertThat(refused.status()).isEqualTo(3);
        assertThat(home.resolve(".config")).doesNotExist();
    }

    @Test
    void whatFailsSaysSoInASentenceAndByItsStatus() throws IOException {
        Outcome gone = redoubt("risks", "show", UUID.randomUUID().toString());
        assertThat(gone.status()).isEqualTo(1);
        assertThat(gone.err()).startsWith("redoubt: ").doesNotContain("Exception");
        Outcome wrong = redoubt("risks", "list", "--where", "colour=red");
        assertThat(wrong.status()).isEqualTo(1);
        assertThat(wrong.err()).contains("colour");
        assertThat(redoubt("risks", "paint").status()).isEqualTo(2);
        assertThat(redoubt("risks", "list", "--url", "nowhere").status()).isEqualTo(2);
        int closed;
        try (var socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        Outcome nobody = redoubt("risks", "list", "--url", "http://127.0.0.1:" + closed);
        assertThat(nobody.status()).isEqualTo(4);
        assertThat(nobody.err()).startsWith("redoubt: No answer from ").doesNotContain("\tat ");
    }

    @Test
    void everyCommandExplainsItselfWithAnExample() {
        for (String[] command : new String[][] {
            {"login"}, {"risks", "list"}, {"risks", "show"}, {"risks", "history"}, {"token", "create"}
        }) {
            String[] asking = java.util.Arrays.copyOf(command, command.length + 1);
            asking[command.length] = "--help";
            assertThat(redoubt(asking).done().out()).contains("Example", "--url");
        }
        assertThat(redoubt("help").done().out()).contains("login", "risks", "REDOUBT_URL", "Status:");
    }

    @Test
    void whatIsTakenAwayCanBeBroughtInAgain() throws IOException {
        String word = "q" + UUID.randomUUID().toString().substring(0, 8);
        risk("=Breach " + word);
        Path file = home.resolve("risks.csv");

        redoubt("risks", "export", "--search", word, "--format", "csv", "--to", file.toString())
                .done();
        Outcome judged = redoubt("import", file.toString(), "--dry-run").done();
        Outcome created = redoubt("import", file.toString()).done();

        assertThat(judged.out()).isEqualTo("1 rows, all of them good.\n");
        assertThat(created.out()).isEqualTo("1 rows created.\n");
        assertThat(redoubt("risks", "export", "--search", word).done().out().lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(
                                Json.MAPPER.readTree(line).path("name").asString())
                        .isEqualTo("=Breach " + word));
    }

    @Test
    void whatIsWrongWithAFileIsToldRowByRow() throws IOException {
        Path file = Files.writeString(home.resolve("risks.csv"), "name,likelihood\nGood,3\n,often\n");

        Outcome refused = redoubt("import", file.toString());

        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.out().lines())
                .containsExactlyInAnyOrder(
                        "row 3: name: This field is required.", "row 3: likelihood: A valid integer is required.");
        assertThat(refused.err()).contains("1 of 2 rows cannot be imported, so nothing was.");
        assertThat(redoubt("import", home.resolve("none.csv").toString()).status())
                .isEqualTo(2);
        assertThat(redoubt("import", home.toString()).status()).isEqualTo(2);
    }
}
