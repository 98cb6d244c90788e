package redoubt.api.operations;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import redoubt.model.wire.Moments;
import redoubt.query.rebuild.Projection;
import redoubt.query.rebuild.Rebuild;
import tools.jackson.core.JsonGenerator;

/** Projections and rebuilds as they are told. */
final class ProjectionText {

    private static final double PERCENT = 100.0;
    private static final double TENTHS = 10.0;

    private final ProjectionNames names;

    ProjectionText(ProjectionNames names) {
        this.names = names;
    }

    /**
     * Where a projection stands beside the log.
     *
     * @param head where the log ends
     * @param lag for how long the first event that is not in the tables has been waiting, in seconds
     * @param last when the last event that changed it was recorded; null for none
     */
    record Standing(
            Projection projection,
            long head,
            double lag,
            @Nullable Instant last) {}

    private static String state(Projection projection) {
        return projection.rebuild() != null ? "rebuilding" : projection.paused() ? "paused" : "running";
    }

    void write(Standing standing, JsonGenerator out) {
        Projection projection = standing.projection();
        out.writeStartObject();
        out.writeStringProperty("name", names.of(projection.noun()));
        out.writeNumberProperty("generation", projection.generation());
        out.writeStringProperty("state", state(projection));
        out.writeNumberProperty("position", projection.position());
        out.writeNumberProperty("head", standing.head());
        out.writeNumberProperty("lag_events", Math.max(0, standing.head() - projection.position()));
        out.writeNumberProperty("lag_seconds", rounded(standing.lag()));
        moment("last_event_at", standing.last(), out);
        out.writeNumberProperty("parked", projection.parked());
        Projection.Failure failure = projection.failure();
        out.writeName("error");
        if (failure == null) {
            out.writeNull();
        } else {
            out.writeStartObject();
            out.writeNumberProperty("position", failure.position());
            out.writeStringProperty("event_type", failure.type());
            out.writeStringProperty("message", failure.message());
            out.writeEndObject();
        }
        out.writeName("rebuild");
        Rebuild rebuild = projection.rebuild();
        if (rebuild == null) {
            out.writeNull();
        } else {
            write(rebuild, out);
        }
        out.writeEndObject();
    }

    void write(Rebuild rebuild, JsonGenerator out) {
        out.writeStartObject();
        out.writeStringProperty("id", rebuild.id());
        out.writeStringProperty("projection", names.of(rebuild.noun()));
        out.writeStringProperty("state", rebuild.state().code());
        out.writeStringProperty("reason", rebuild.wanted().reason());
        out.writeNumberProperty("from", 1);
        out.writeNumberProperty("to", rebuild.goal());
        out.writeNumberProperty("processed", rebuild.reached());
        out.writeNumberProperty("percent", percent(rebuild));
        number("events_per_second", rebuild.rate() == null ? null : Math.round(rebuild.rate()), out);
        number("eta_seconds", rebuild.eta() == null ? null : rebuild.eta().longValue(), out);
        moment("requested_at", rebuild.requestedAt(), out);
        moment("started_at", rebuild.startedAt(), out);
        moment("finished_at", rebuild.finishedAt(), out);
        text("requested_by", rebuild.wanted().by(), out);
        number("generation_old", rebuild.before().number(), out);
        number("generation_new", rebuild.made().number(), out);
        text("checksum_old", rebuild.before().checksum(), out);
        text("checksum_new", rebuild.made().checksum(), out);
        raw("drift", rebuild.drift(), out);
        raw("error", rebuild.error(), out);
        out.writeEndObject();
    }

    /** Of a log without events everything is done at once. */
    private static double percent(Rebuild rebuild) {
        if (rebuild.goal() > 0) {
            return rounded(Math.min(PERCENT, PERCENT * rebuild.reached() / rebuild.goal()));
        }
        return rebuild.startedAt() == null ? 0 : PERCENT;
    }

    private static double rounded(double value) {
        return Math.round(value * TENTHS) / TENTHS;
    }

    private static void number(String name, @Nullable Long value, JsonGenerator out) {
        if (value == null) {
            out.writeNullProperty(name);
        } else {
            out.writeNumberProperty(name, value);
        }
    }

    private static void moment(String name, @Nullable Instant value, JsonGenerator out) {
        text(name, value == null ? null : Moments.print(value), out);
    }

    private static void text(String name, @Nullable String value, JsonGenerator out) {
        if (value == null) {
            out.writeNullProperty(name);
        } else {
            out.writeStringProperty(name, value);
        }
    }

    private static void raw(String name, @Nullable String json, JsonGenerator out) {
        out.writeName(name);
        if (json == null) {
            out.writeNull();
        } else {
            out.writeRawValue(json);
        }
    }
}
