package redoubt.api.audit;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Mono;
import redoubt.api.http.Answer;
import redoubt.api.http.Reply;
import redoubt.api.http.Spelled;
import redoubt.api.resource.Showing;
import redoubt.api.route.Call;
import redoubt.api.route.Clearance;
import redoubt.command.Notes;
import redoubt.model.access.Permission;
import redoubt.model.failure.Complaints;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;
import redoubt.model.wire.Identifiers;
import redoubt.model.wire.Moments;
import redoubt.query.chain.Background;
import redoubt.query.chain.Runs.Run;
import redoubt.query.chain.SealedLog;
import redoubt.query.chain.Verification.Range;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Verifications that go on by themselves. */
final class Runs {

    private static final long GREATEST = 999_999_999_999_999L;
    private static final long SOON = 30;

    private final SealedLog log;
    private final Background background;
    private final Showing showing;
    private final Notes notes;

    Runs(SealedLog log, Background background, Showing showing, Notes notes) {
        this.notes = notes;
        this.log = log;
        this.background = background;
        this.showing = showing;
    }

    Mono<Answer> begin(Call call) {
        Clearance.everywhere(call, Permission.VERIFY_AUDIT_LOG);
        if (call.by().limits().readOnly()) {
            throw new Refused(new Failure.Denied());
        }
        call.parameters().finish();
        Range range = range(call.body());
        return log.head()
                .doOnNext(head -> Asked.within(range, head))
                .flatMap(_ -> background.begin(
                        UuidCreator.getTimeOrderedEpoch().toString(),
                        range,
                        verdict -> notes.note(call.plain(), Verifying.noted(verdict))))
                .switchIfEmpty(Mono.error(() -> new Refused(new Failure.Limited(SOON))))
                .map(run -> Reply.json(202, out -> write(run, out))
                        .with(
                                "Location",
                                showing.url()
                                        .of(showing.dialect().path("/audit-log/verifications/" + run.id() + "/"))));
    }

    Mono<Answer> read(Call call) {
        Clearance.everywhere(call, Permission.VERIFY_AUDIT_LOG);
        call.parameters().finish();
        return Mono.justOrEmpty(Identifiers.read(call.step("id")))
                .flatMap(background::find)
                .switchIfEmpty(Mono.error(() -> new Refused(new Failure.NotFound())))
                .map(run -> Reply.json(200, out -> write(run, out)).with("Cache-Control", "no-store"));
    }

    private static Range range(ObjectNode body) {
        Complaints complaints = new Complaints();
        for (String member : body.propertyNames()) {
            if (!List.of("from", "to", "anchors").contains(member)) {
                complaints.add(member, "Unknown field.");
            }
        }
        long from = position(body, "from", 1, complaints);
        long to = position(body, "to", Long.MAX_VALUE, complaints);
        if (from > to) {
            complaints.add("from", "Must not be after to.");
        }
        List<String> texts = new ArrayList<>();
        JsonNode anchors = body.path("anchors");
        if (!anchors.isArray() && !anchors.isMissingNode() && !anchors.isNull()) {
            complaints.add("anchors", "Expected a list of items.");
        }
        for (JsonNode each : anchors) {
            texts.add(each.isString() ? each.stringValue() : "");
        }
        Range range = new Range(from, to, Asked.anchors(texts, "anchors", from, to, complaints));
        if (!complaints.isEmpty()) {
            throw new Refused(Spelled.all(complaints));
        }
        return range;
    }

    private static long position(ObjectNode body, String member, long fallback, Complaints complaints) {
        JsonNode value = body.path(member);
        if (value.isMissingNode() || value.isNull()) {
            return fallback;
        }
        if (value.isIntegralNumber()
                && value.canConvertToLong()
                && value.longValue() > 0
                && value.longValue() <= GREATEST) {
            return value.longValue();
        }
        complaints.add(member, "Must be a position of the log.");
        return fallback;
    }

    private static void write(Run run, JsonGenerator out) {
        out.writeStartObject();
        out.writeStringProperty("id", run.id());
        out.writeStringProperty("state", run.state().code());
        out.writeNumberProperty("from", run.from());
        if (run.to() == Long.MAX_VALUE) {
            out.writeNullProperty("to");
        } else {
            out.writeNumberProperty("to", run.to());
        }
        out.writeNumberProperty("position", run.reached());
        out.writeStringProperty("started_at", Moments.print(Moments.cut(run.startedAt())));
        out.writeName("result");
        String result = run.result();
        if (result == null) {
            out.writeNull();
        } else {
            out.writeRawValue(result);
        }
        out.writeEndObject();
    }
}
