package redoubt.bench.scenario;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import redoubt.bench.load.HttpText;
import redoubt.bench.load.Requests;
import redoubt.bench.product.Api;
import redoubt.bench.product.Patience;
import redoubt.bench.product.ProductDatabase;
import redoubt.bench.report.Report;

/**
 * A risk that was changed often, and once more after the instant as of which it is looked at: what it is now does not tell
 * what it was.
 *
 * @param id of the risk
 * @param events how many it had at that instant
 * @param instant as the API takes it
 */
record RiskHistory(String id, int events, String instant) {

    private static final Duration APART = Duration.ofMillis(50);
    private static final String FIRST = "As it was.";

    /** Creates it and changes it through the API until it has so many events; then waits, and changes it once more. */
    static RiskHistory write(Api api, String folder, int events) {
        var id = api.create(RiskRequests.PATH, """
            {"name": "Third-party data breach", "description": "%s", "folder": "%s"}
            """.formatted(FIRST, folder));
        for (int event = 2; event <= events; event++) {
            change(api, id, description(event));
        }
        Patience.pause(APART);
        var instant = Instant.now().toString();
        Patience.pause(APART);
        change(api, id, description(events + 1));
        return new RiskHistory(id, events, instant);
    }

    String path() {
        return RiskRequests.PATH + id + "/?as_of=" + instant;
    }

    byte[] request() {
        return HttpText.get(path(), Api.TOKEN);
    }

    /** Changes of what it is now, each to something else. */
    Requests changes() {
        return () -> ByteBuffer.wrap(HttpText.patch(
                RiskRequests.PATH + id + "/",
                Api.TOKEN,
                "{\"description\": \"Changed at %d.\"}".formatted(System.nanoTime())));
    }

    /** Exactly its events up to that instant, for pgbench, which takes a colon before a word for one of its variables. */
    String select() {
        return """
            select e.* from event_tag t join event e on e.position = t.position \
            where t.tag = 'risk=%s' and e.at <= %s::timestamptz order by t.position;
            """.formatted(id, AppendScript.literal(instant));
    }

    /** Notes what differs: the risk as of that instant, and the number of events that the SELECT finds. */
    void check(Api api, ProductDatabase database, Report report) {
        var then = api.get(path());
        var found = database.texts(select()).size();
        if (!then.required("description").asString().equals(description(events))
                || then.required("version").asInt() != events
                || found != events) {
            report.wrong("As of its event %d the risk has version %s and \"%s\", and the SELECT finds %d events"
                    .formatted(events, then.required("version"), then.required("description"), found));
        }
    }

    private static String description(int event) {
        return event == 1 ? FIRST : "As it was changed by event %d.".formatted(event);
    }

    private static void change(Api api, String id, String description) {
        api.change(RiskRequests.PATH + id + "/", "{\"description\": \"" + description + "\"}");
    }
}
