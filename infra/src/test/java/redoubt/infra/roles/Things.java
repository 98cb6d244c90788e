package redoubt.infra.roles;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.awaitility.Awaitility;
import reactor.core.publisher.Mono;
import redoubt.infra.acceptance.EventStream;
import redoubt.infra.acceptance.Reply;
import redoubt.infra.acceptance.Visitors;
import tools.jackson.databind.JsonNode;

/** What can be put into a scene, each time anew: what stands in paths is text, what stands in bodies is JSON. */
final class Things {

    private static final String RISKS = "/api/v1/risks/";
    private static final String FOLDERS = "/api/v1/folders/";
    private static final String STREAMS = "/api/v1/events/streams/";
    private static final String PROJECTION = "/api/v1/admin/projections/risks/";
    /** What is verified in a moment. */
    static final String BRIEF = "{\"from\":1,\"to\":1}";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Things() {}

    static String quoted(String text) {
        return "\"" + text + "\"";
    }

    static String folder(Scene scene) {
        return quoted(scene.folder());
    }

    static String unique(Scene scene) {
        return quoted(scene.unique());
    }

    static String email(Scene scene) {
        return quoted(Visitors.email());
    }

    static String inAYear(Scene scene) {
        return quoted(LocalDate.now().plusYears(1).toString());
    }

    static String inThreeDays(Scene scene) {
        return quoted(Instant.now()
                .plus(3, ChronoUnit.DAYS)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString());
    }

    private static Reply aRisk(Scene scene) {
        return scene.made(
                RISKS,
                "{\"name\":\"" + scene.unique() + "\",\"likelihood\":3,\"impact\":4,\"folder\":" + folder(scene) + "}");
    }

    /** One of a collection whose things need no more than a name. */
    static String named(Scene scene, String collection) {
        return scene.made(
                        "/api/v1/" + collection + "/",
                        "{\"name\":\"" + scene.unique() + "\",\"folder\":" + folder(scene) + "}")
                .id();
    }

    static String bulk(Scene scene) {
        return "{\"operations\":[{\"op\":\"create\",\"data\":{\"name\":\"Bulk\",\"folder\":" + folder(scene) + "}}]}";
    }

    static String risk(Scene scene) {
        return aRisk(scene).id();
    }

    static String task(Scene scene) {
        return scene.made(
                        "/api/v1/tasks/",
                        "{\"name\":\"" + scene.unique() + "\",\"due_date\":\"2035-01-31\",\"folder\":" + folder(scene)
                                + "}")
                .id();
    }

    static String acceptedRisk(Scene scene) {
        String risk = risk(scene);
        scene.made(RISKS + risk + "/accept/", "{\"justification\":\"Bearable\"}");
        return risk;
    }

    /** The position of an event that is about a risk. */
    static String position(Scene scene) {
        return String.valueOf(aRisk(scene).number("X-Redoubt-Position"));
    }

    static String folderBelow(Scene scene) {
        return scene.made(FOLDERS, "{\"name\":\"" + scene.unique() + "\",\"parent_folder\":" + folder(scene) + "}")
                .id();
    }

    static String framework(Scene scene) {
        return scene.made(
                        "/api/v1/frameworks/",
                        "{\"urn\":\"" + scene.unique() + "\",\"name\":\"Rules\",\"folder\":" + folder(scene)
                                + ",\"requirements\":[{\"urn\":\"1\",\"assessable\":true}]}")
                .id();
    }

    /** The framework that every organization has from the beginning. */
    static String baseline(Scene scene) {
        return quoted(scene.boss()
                .get("/api/v1/frameworks/?urn=urn:redoubt:framework:baseline-1")
                .ids()
                .getFirst());
    }

    static String assessment(Scene scene) {
        return scene.made(
                        "/api/v1/compliance-assessments/",
                        "{\"name\":\"" + scene.unique() + "\",\"folder\":" + folder(scene) + ",\"framework\":"
                                + baseline(scene) + "}")
                .id();
    }

    /** One that is on record. */
    static String completed(Scene scene) {
        String assessment = assessment(scene);
        scene.boss()
                .post("/api/v1/compliance-assessments/" + assessment + "/complete/", "{}")
                .expect(200);
        return assessment;
    }

    /** A row of an assessment. */
    static String row(Scene scene) {
        return scene.boss()
                .get("/api/v1/compliance-assessments/" + assessment(scene) + "/requirement-assessments/")
                .ids()
                .get(1);
    }

    /** One that somebody changed. */
    static String touched(Scene scene) {
        String row = row(scene);
        scene.boss()
                .patch("/api/v1/requirement-assessments/" + row + "/", "{\"status\":\"done\"}")
                .expect(200);
        return row;
    }

    /** What was found about the first requirement of the baseline. */
    static String updates(Scene scene) {
        return "{\"updates\":[{\"ref_id\":\"G1\",\"result\":\"compliant\"}]}";
    }

    static String matrix(Scene scene) {
        JsonNode standard = scene.boss()
                .get("/api/v1/risk-matrices/?ordering=created_at")
                .results()
                .getFirst();
        return scene.made(
                        "/api/v1/risk-matrices/",
                        "{\"name\":\"" + scene.unique() + "\",\"folder\":" + folder(scene) + ",\"definition\":"
                                + standard.path("definition") + "}")
                .id();
    }

    /** An account that an administrator made. */
    static String user(Scene scene) {
        return scene.made("/api/v1/users/", "{\"email\":" + email(scene) + "}").id();
    }

    /** A role that somebody holds in the folder. */
    static String assignment(Scene scene) {
        return scene.made("/api/v1/role-assignments/", wanted(scene, user(scene)))
                .id();
    }

    static String wanted(Scene scene, String user) {
        return "{\"user\":" + quoted(user) + ",\"role\":\"reader\",\"folders\":[" + folder(scene) + "]}";
    }

    /** An endpoint whose name leads nowhere. */
    static String webhook(Scene scene) {
        return scene.made(
                        "/api/v1/webhooks/",
                        "{\"name\":\"" + scene.unique()
                                + "\",\"url\":\"https://siem.invalid/\",\"event_types\":[\"risk_matrix.created\"]}")
                .id();
    }

    /** Something that did not arrive there. */
    static String delivery(Scene scene) {
        String webhook = webhook(scene);
        return webhook + "/"
                + scene.made("/api/v1/webhooks/" + webhook + "/test/", "{}").text("delivery");
    }

    /** A part of the log that is told again there. */
    static String replay(Scene scene) {
        String webhook = webhook(scene);
        return webhook + "/"
                + scene.made("/api/v1/webhooks/" + webhook + "/replay/", "{\"from_position\":1}")
                        .text("replay_id");
    }

    static String token(Actor actor, Scene scene) {
        return actor.self()
                .post("/api/v1/api-tokens/", "{\"name\":\"Own\"}")
                .expect(201)
                .id();
    }

    private static final String BEGIN = PROJECTION + "rebuild/";

    private static JsonNode running(Scene scene) {
        return scene.boss().get(PROJECTION).expect(200).json().path("rebuild");
    }

    /** A reason to make a table anew, once nobody does. */
    static String reasonWhenIdle(Scene scene) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> scene.boss().get("/api/v1/admin/projections/?page_size=100").results().stream()
                        .allMatch(each -> each.path("rebuild").isNull()));
        return quoted("To be sure");
    }

    static String rebuild(Scene scene) {
        return scene.made(BEGIN, "{\"swap\":false,\"reason\":" + reasonWhenIdle(scene) + "}")
                .id();
    }

    /** One that takes its time. */
    static String slowRebuild(Scene scene) {
        return scene.made(
                        BEGIN, "{\"swap\":false,\"max_events_per_second\":1,\"reason\":" + reasonWhenIdle(scene) + "}")
                .id();
    }

    /** Stops whatever takes its time. */
    static void calm(Scene scene) {
        JsonNode running = running(scene);
        if (!running.isNull()) {
            scene.boss().post(PROJECTION + "rebuilds/" + running.path("id").asString() + "/cancel/", "");
        }
    }

    /** A stream that is open, be it for others before. */
    static String stream(Scene scene) {
        List<String> open = scene.boss().get(STREAMS).ids();
        if (!open.isEmpty()) {
            return open.getFirst();
        }
        // Nobody reads on, and next to nothing is told.
        EventStream.open(scene.boss(), "?types=framework.deleted", "");
        return scene.boss().get(STREAMS).ids().getFirst();
    }

    /** A folder of which an event is parked. */
    static String parked(Scene scene) {
        String folder = folderBelow(scene);
        scene.settle();
        String sql = "insert into read.parked_event (noun, resource, position, type, failure, attempts)"
                + " select 'folder', '" + folder + "', position, type, 'Made up', 1 from event where type ="
                + " 'folder.created' order by position desc limit 1";
        Mono.usingWhen(
                        scene.redoubt().database().connections().create(),
                        connection -> Mono.from(connection.createStatement(sql).execute())
                                .flatMap(result -> Mono.from(result.getRowsUpdated())),
                        io.r2dbc.spi.Connection::close)
                .block(PATIENCE);
        return folder;
    }

    /** The position of something that happened in the folder. */
    static String entry(Scene scene) {
        return String.valueOf(aRisk(scene).number("X-Redoubt-Position"));
    }

    static String verification(Scene scene) {
        // There are two at a time.
        Reply begun = Awaitility.await()
                .atMost(PATIENCE)
                .until(
                        () -> scene.boss().post("/api/v1/audit-log/verifications/", BRIEF),
                        reply -> reply.status() == 202);
        return String.valueOf(begun.header("Location"))
                .replaceFirst(".*/verifications/", "")
                .replace("/", "");
    }
}
