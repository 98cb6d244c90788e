package redoubt.api.changes;

import java.util.List;
import java.util.Map;
import java.util.Set;
import redoubt.api.freshness.Freshness;
import redoubt.api.http.Parameter;
import redoubt.api.resource.Showing;
import redoubt.api.route.About;
import redoubt.api.route.Content;
import redoubt.api.route.Endpoint;
import redoubt.query.changes.ChangesBetween;
import redoubt.query.log.EventLog;

/** The endpoint that tells what changed between two moments. */
public final class ChangeEndpoints {

    private static final List<Parameter> PARAMETERS = List.of(
            Parameter.text(
                    "from",
                    "The first moment: RFC 3339 with an offset, or a position of the log.",
                    "2026-01-01T00:00:00Z"),
            Parameter.text("to", "The second one, now by default.", "2026-12-31T23:59:59Z"),
            Parameter.query(
                    "folder",
                    "Only what is, or was last, in this folder or below it.",
                    Map.of("type", "string", "format", "uuid"),
                    "0190b6f0-4c7e-7d3a-9a5e-2f1c8b7a6d5e"),
            Parameter.query(
                    "format",
                    "The form of the report.",
                    Map.of("type", "string", "enum", ReportFormat.codes(), "default", ReportFormat.JSON.code()),
                    ReportFormat.MD.code()),
            Freshness.PARAMETER);

    private final Showing showing;
    private final ReadChanges handler;

    /** Tells what {@code changes} finds in that log. */
    public ChangeEndpoints(Showing showing, ChangesBetween changes, EventLog log, Freshness freshness) {
        this.showing = showing;
        this.handler = new ReadChanges(showing, changes, log, freshness);
    }

    /** All of them. */
    public List<Endpoint> endpoints() {
        About about = new About(
                "report_changes",
                "Reports",
                "Tell what changed between two moments",
                "All in all: what was changed and changed back is not told, though its events are counted. Rights are"
                        + " those of the present, and what the caller may not see is left out. An old and a new value"
                        + " are those of the two moments; a folder is told by its path. Where more than 50,000 events"
                        + " or 100 assessments are concerned, less time must be chosen.",
                PARAMETERS,
                Content.NOTHING,
                200,
                ChangeForms.REPORT,
                Set.of(400));
        return List.of(Endpoint.get(showing.dialect().path("/reports/changes/"), about, handler)
                .giving("application/json", "text/csv", "text/markdown"));
    }
}
