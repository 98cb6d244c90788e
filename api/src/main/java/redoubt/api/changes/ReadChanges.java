package redoubt.api.changes;

import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.api.exchange.CsvText;
import redoubt.api.freshness.Freshness;
import redoubt.api.http.Answer;
import redoubt.api.http.EntityTags;
import redoubt.api.http.JsonText;
import redoubt.api.http.Parameters;
import redoubt.api.http.Reply;
import redoubt.api.http.Spelled;
import redoubt.api.resource.Showing;
import redoubt.api.route.Call;
import redoubt.api.route.Clearance;
import redoubt.api.route.Handler;
import redoubt.model.access.Permission;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;
import redoubt.model.wire.Identifiers;
import redoubt.query.changes.ChangesBetween;
import redoubt.query.changes.ChangesBetween.Point;
import redoubt.query.log.EventLog;

/** What changed between two moments, in one of several forms. */
final class ReadChanges implements Handler {

    private final Showing showing;
    private final ChangesBetween changes;
    private final EventLog log;
    private final Freshness freshness;

    ReadChanges(Showing showing, ChangesBetween changes, EventLog log, Freshness freshness) {
        this.showing = showing;
        this.changes = changes;
        this.log = log;
        this.freshness = freshness;
    }

    /** A moment as it was asked for: one of both, or neither for now. */
    private record Asked(@Nullable Long position, @Nullable Instant at) {}

    @Override
    public Mono<? extends Answer> answer(Call call) {
        Clearance.somewhere(call, Permission.VIEW_HISTORY);
        Parameters parameters = call.parameters();
        Asked from = asked("from", parameters);
        Asked to = asked("to", parameters);
        if (parameters.all("from").isEmpty()) {
            parameters.complaints().add("from", "This parameter is required.");
        }
        String folder = folder(parameters);
        ReportFormat format = format(parameters);
        parameters.finish();
        return freshness
                .reached(call)
                .then(Mono.defer(log::head))
                .flatMap(head -> Mono.zip(point("from", from, head), point("to", to, head)))
                .flatMap(points -> {
                    Point first = points.getT1();
                    Point last = points.getT2();
                    if (first.position() > last.position() || first.at().isAfter(last.at())) {
                        return Mono.error(wrong("from", "Must not be after to."));
                    }
                    return changes.between(call.by(), first, last, folder)
                            .map(report -> new Written(first, last, folder, report))
                            .map(written -> Showing.unlessKnown(call, reply(format, written)));
                });
    }

    private Reply reply(ReportFormat format, Written written) {
        byte[] body =
                switch (format) {
                    case JSON ->
                        JsonText.write(out -> written.json(showing.dialect().naming(), out));
                    case CSV -> CsvText.write(written.records(showing.dialect().naming()));
                    case MD -> written.markdown(showing.dialect().naming());
                };
        Reply reply = Reply.json(200, body).with("ETag", EntityTags.of(body));
        return switch (format) {
            case JSON -> reply;
            case CSV ->
                reply.with("Content-Type", CsvText.MEDIA_TYPE)
                        .with(
                                "Content-Disposition",
                                "attachment; filename=\"redoubt-changes-"
                                        + written.from().position() + "-"
                                        + written.to().position() + ".csv\"");
            case MD -> reply.with("Content-Type", "text/markdown; charset=utf-8");
        };
    }

    private static Asked asked(String name, Parameters parameters) {
        String text =
                parameters.all(name).isEmpty() ? null : parameters.all(name).getFirst();
        return text != null && text.matches("\\d+")
                ? new Asked(parameters.position(name, 0), null)
                : new Asked(null, parameters.moment(name));
    }

    private static @Nullable String folder(Parameters parameters) {
        String text = parameters.one("folder");
        if (text == null) {
            return null;
        }
        String id = Identifiers.read(text).orElse(null);
        if (id == null) {
            parameters.complaints().add("folder", "Must be a valid UUID.");
        }
        return id;
    }

    private static ReportFormat format(Parameters parameters) {
        String code = parameters.one("format");
        return code == null
                ? ReportFormat.JSON
                : ReportFormat.of(code).orElseGet(() -> {
                    parameters.complaints().add("format", "Choose " + String.join(" or ", ReportFormat.codes()) + ".");
                    return ReportFormat.JSON;
                });
    }

    private Mono<Point> point(String name, Asked asked, long head) {
        Instant now = showing.clock().instant();
        if (asked.position() != null) {
            long position = asked.position();
            return position > head
                    ? Mono.error(wrong(name, "Must not be in the future."))
                    : log.read(new EventLog.Reading(position - 1, position, null, Set.of(), false))
                            .next()
                            .map(event -> new Point(position, event.envelope().at()));
        }
        Instant at = Objects.requireNonNullElse(asked.at(), now);
        return at.isAfter(now)
                ? Mono.error(wrong(name, "Must not be in the future."))
                : log.positionAt(at).map(position -> new Point(Math.min(position, head), at));
    }

    private static Refused wrong(String name, String message) {
        return new Refused(Failure.Invalid.of(Spelled.as(name), message));
    }
}
