package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.infra.Shipped;
import redoubt.infra.chain.VerifyFile;
import redoubt.model.wire.Json;
import tools.jackson.databind.JsonNode;

/** Whether the log was touched: sealed, taken away, verified here and elsewhere, and tampered with. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditLogTest {

    private static final String AUDIT = "/api/v1/audit-log/";

    @TempDir
    Path directory;

    private RunningRedoubt redoubt;
    private Http http;

    @BeforeAll
    void start() {
        redoubt = RunningRedoubt.start("--redoubt.demo=true");
        http = redoubt.http();
    }

    @AfterAll
    void stop() {
        redoubt.close();
    }

    @Test
    void whatWasWrittenIsSealedWithinSecondsAndVerified() {
        Reply created = http.post("/api/v1/risks/", "{\"name\":\"Sealed\"}").expect(201);
        long position = created.number("X-Redoubt-Position");
        Instant written = Instant.now();
        JsonNode head = sealed(position);
        assertThat(Duration.between(written, Instant.now())).isLessThan(Duration.ofSeconds(5));

        Reply verdict = http.get(AUDIT + "verify/?anchor=" + position + ":" + hash(position))
                .expect(200);

        assertThat(verdict.json().path("valid").asBoolean()).as(verdict.text()).isTrue();
        assertThat(verdict.json().path("from").asInt()).isEqualTo(1);
        assertThat(verdict.json().path("events_checked").asLong())
                .isEqualTo(verdict.json().path("to").asLong());
        assertThat(verdict.json().path("checkpoints_checked").asInt()).isPositive();
        assertThat(verdict.json().path("anchors_checked").asInt()).isEqualTo(1);
        assertThat(head.path("sealed_hash").asString()).matches("[0-9a-f]{64}");
    }

    @Test
    void t22AnExportIsVerifiedWithoutTheServer() throws Exception {
        long position = http.post("/api/v1/risks/", "{\"name\":\"Ärger mit \\\"Zitaten\\\" \\u001f 😀\"}")
                .expect(201)
                .number("X-Redoubt-Position");
        sealed(position);

        Reply export = http.get(AUDIT + "export/").expect(200);
        Path file = Files.write(directory.resolve("export.ndjson"), export.body());
        Path checkpoints = kept("checkpoints/?page_size=500");
        Path keys = kept("public-key/");

        assertThat(export.header("Content-Type")).isEqualTo("application/x-ndjson");
        assertThat(export.header("Content-Disposition"))
                .isEqualTo(
                        "attachment; filename=\"redoubt-audit-1-" + export.header("X-Redoubt-Export-To") + ".ndjson\"");
        List<String> lines = export.text().lines().toList();
        assertThat(Json.MAPPER.readTree(lines.getLast()).path("count").asInt()).isEqualTo(lines.size() - 1);
        assertThat(Json.MAPPER
                        .readTree(lines.get((int) position - 1))
                        .path("data")
                        .path("name")
                        .asString())
                .isEqualTo("Ärger mit \"Zitaten\" \u001f 😀");
        Process valid = verify(
                file.toString(),
                "--checkpoints",
                checkpoints.toString(),
                "--keys",
                keys.toString(),
                "--anchor",
                position + ":" + hash(position));
        assertThat(valid.exitValue()).isZero();
        assertThat(new String(valid.getInputStream().readAllBytes())).contains("\"valid\":true");

        Files.writeString(file, export.text().replace("Zitaten", "Zutaten"));
        Process tampered = verify(file.toString());
        assertThat(tampered.exitValue()).isEqualTo(1);
        assertThat(new String(tampered.getInputStream().readAllBytes()))
                .contains("\"first_invalid_position\":" + position + ",\"reason\":\"hash_mismatch\"");
    }

    @Test
    void anExportIsWhatWasAskedFor() {
        long first =
                http.post("/api/v1/risks/", "{\"name\":\"First\"}").expect(201).number("X-Redoubt-Position");
        String between = Instant.now().toString();
        long second =
                http.post("/api/v1/risks/", "{\"name\":\"Second\"}").expect(201).number("X-Redoubt-Position");
        sealed(second);

        assertThat(positions("position__gte=" + second)).contains(second).doesNotContain(first);
        assertThat(positions("position__lte=" + first)).contains(1L, first).doesNotContain(second);
        assertThat(positions("since=" + between)).contains(second).doesNotContain(first);
        assertThat(positions("until=" + between)).contains(first).doesNotContain(second);
        assertThat(positions("type=risk.*&position__gte=" + first)).contains(first, second);
        assertThat(positions("type=folder.created")).isNotEmpty().doesNotContain(first, second);
        assertThat(positions("position__gte=999999999")).isEmpty();
        assertThat(http.get(AUDIT + "export/?type=risk.*&position__lte=3&since=yesterday&format=xml&x=1")
                        .expect(400)
                        .json()
                        .path("details")
                        .propertyNames())
                .containsExactlyInAnyOrder("since", "format", "x");
    }

    @Test
    void aVerificationGoesOnWhileNobodyWaits() throws Exception {
        Reply begun = http.post(AUDIT + "verifications/", "{\"from\":1}").expect(202);
        String path = String.valueOf(begun.header("Location")).substring(RunningRedoubt.PUBLIC.length());
        assertThat(path).isEqualTo(AUDIT + "verifications/" + begun.id() + "/");

        Reply run = http.get(path).expect(200);
        for (int i = 0; i < 200 && run.text("state").equals("running"); i++) {
            TimeUnit.MILLISECONDS.sleep(50);
            run = http.get(path).expect(200);
        }

        assertThat(run.text("state")).isEqualTo("completed");
        assertThat(run.json().path("result").path("valid").asBoolean())
                .as(run.text())
                .isTrue();
        assertThat(run.json().path("position").asLong())
                .isEqualTo(run.json().path("result").path("to").asLong());
        http.get(AUDIT + "verifications/0190b6f0-4c7e-7d3a-9a5e-2f1c8b7a6d5e/").expect(404);
    }

    @Test
    void aTokenThatOnlyReadsVerifiesAndExportsAndBeginsNothing() {
        String token = http.post("/api/v1/api-tokens/", "{\"name\":\"Auditor\",\"read_only\":true}")
                .expect(201)
                .text("token");
        Http reader = redoubt.http().as(token);

        reader.get(AUDIT + "head/").expect(200);
        reader.get(AUDIT + "verify/").expect(200);
        reader.get(AUDIT + "export/").expect(200);
        reader.post(AUDIT + "verifications/", "{}").expect(403);
        for (String path : List.of("head/", "checkpoints/", "public-key/", "verify/", "export/")) {
            redoubt.http().anonymous().get(AUDIT + path).expect(401);
        }
    }

    @Test
    void t17WhoeverCanWriteToTheDatabaseIsFoundOut() {
        try (var other = RunningRedoubt.start()) {
            Http there = other.http();
            long position = there.post("/api/v1/risks/", "{\"name\":\"Expensive\"}")
                    .expect(201)
                    .number("X-Redoubt-Position");
            sealed(there, position);
            there.get(AUDIT + "verify/").expect(200);

            run(
                    other,
                    "set session_replication_role = replica",
                    "update event set payload = payload || '{\"name\":\"Cheap\"}' where position = " + position);

            JsonNode verdict = there.get(AUDIT + "verify/").expect(200).json();
            assertThat(verdict.path("valid").asBoolean()).isFalse();
            assertThat(verdict.path("first_invalid_position").asLong()).isEqualTo(position);
            assertThat(verdict.path("reason").asString()).isEqualTo("hash_mismatch");
        }
    }

    @Test
    void metricsTellHowFarTheLogIsSealed() {
        sealed(1);

        assertThat(redoubt.management().get("/metrics").expect(200).text())
                .contains("\nredoubt_log_sealed_position ")
                .contains("\nredoubt_log_sealed_lag_events ");
    }

    private List<Long> positions(String query) {
        return http.get(AUDIT + "export/?" + query)
                .expect(200)
                .text()
                .lines()
                .map(Json.MAPPER::readTree)
                .filter(line -> line.has("position"))
                .map(line -> line.path("position").asLong())
                .toList();
    }

    private JsonNode sealed(long position) {
        return sealed(http, position);
    }

    private static JsonNode sealed(Http http, long position) {
        Instant end = Instant.now().plusSeconds(20);
        JsonNode head = http.get(AUDIT + "head/").expect(200).json();
        while (head.path("sealed_position").asLong() < position && Instant.now().isBefore(end)) {
            head = http.get(AUDIT + "head/").expect(200).json();
        }
        assertThat(head.path("sealed_position").asLong()).isGreaterThanOrEqualTo(position);
        return head;
    }

    private String hash(long position) {
        return Json.MAPPER
                .readTree(http.get(AUDIT + "export/?position__gte=" + position + "&position__lte=" + position)
                        .expect(200)
                        .text()
                        .lines()
                        .findFirst()
                        .orElseThrow())
                .path("hash")
                .asString();
    }

    private Path kept(String what) throws Exception {
        return Files.write(
                directory.resolve(what.substring(0, what.indexOf('/')) + ".json"),
                http.get(AUDIT + what).expect(200).body());
    }

    /** The command as its launcher starts it, on the classes that are shipped and nothing else. */
    private static Process verify(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                Shipped.classPath(),
                VerifyFile.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process;
    }

    private static void run(RunningRedoubt redoubt, String... statements) {
        Mono.usingWhen(
                        redoubt.database().connections().create(),
                        connection -> Flux.just(statements)
                                .concatMap(sql -> Flux.from(
                                                connection.createStatement(sql).execute())
                                        .concatMap(Result::getRowsUpdated))
                                .then(),
                        Connection::close)
                .block(Duration.ofSeconds(20));
    }
}
