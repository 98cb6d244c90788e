package redoubt.api.compliance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.api.http.Answer;
import redoubt.api.http.EntityTags;
import redoubt.api.http.Parameter;
import redoubt.api.http.Reply;
import redoubt.api.resource.Showing;
import redoubt.api.route.Call;
import redoubt.api.route.Handler;
import redoubt.grc.ComplianceAssessment;
import redoubt.grc.RequirementAssessment;
import redoubt.model.Field;
import redoubt.model.Ref;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;
import redoubt.model.wire.Codec;
import redoubt.model.wire.Identifiers;
import redoubt.model.wire.Naming;
import redoubt.query.Sight;
import tools.jackson.core.JsonGenerator;

/** What two assessments of one framework found differently. */
final class AssessmentComparison implements Handler {

    private static final String WITH = "with";

    static final Parameter WITH_PARAMETER =
            Parameter.text(WITH, "The identifier of the other assessment.", "0190b6f0-3333-7aaa-8aaa-0123456789ab");

    private final Showing showing;
    private final Rows rows;

    AssessmentComparison(Showing showing, Rows rows) {
        this.showing = showing;
        this.rows = rows;
    }

    @Override
    public Mono<? extends Answer> answer(Call call) {
        String with = call.parameters().one(WITH);
        Optional<String> other = with == null ? Optional.empty() : Identifiers.read(with);
        if (with == null) {
            call.parameters().complaints().add(WITH, "This field is required.");
        } else if (other.isEmpty()) {
            call.parameters().complaints().add(WITH, "Must be a valid UUID.");
        }
        // Whoever may not see the one learns nothing of what is wrong with the question.
        return rows.target(call).flatMap(left -> {
            call.parameters().finish();
            return rows.now(call, Ref.of(ComplianceAssessment.class, other.orElseThrow()))
                    .switchIfEmpty(Mono.error(
                            () -> new Refused(Failure.Invalid.of(WITH, "Object not found or not accessible."))))
                    .map(right -> reply(left, right))
                    .map(reply -> Showing.unlessKnown(call, reply.with("ETag", EntityTags.of(reply.body()))));
        });
    }

    private Reply reply(Rows.Sheet left, Rows.Sheet right) {
        if (!framework(left).equals(framework(right))) {
            throw new Refused(Failure.Invalid.of(WITH, "Only assessments of one framework can be compared."));
        }
        Map<String, RequirementAssessment> others = new HashMap<>();
        right.rows().forEach(row -> others.put(urn(row), row.known().state()));
        List<Change> changes = new ArrayList<>();
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (Sight<RequirementAssessment> row : left.rows()) {
            RequirementAssessment other = others.get(urn(row));
            if (other != null) {
                compare(row.known().state(), other, changes, counts);
            }
        }
        return Reply.json(200, out -> write(changes, counts, out));
    }

    private record Change(
            RequirementAssessment row,
            Field<RequirementAssessment, ?> field,
            @Nullable Object left,
            @Nullable Object right) {}

    private static void compare(
            RequirementAssessment left,
            RequirementAssessment right,
            List<Change> changes,
            Map<String, Integer> counts) {
        for (Field<RequirementAssessment, ?> field : Rows.ROW.fields()) {
            if (field.writable() && !Objects.equals(field.of(left), field.of(right))) {
                changes.add(new Change(left, field, field.of(left), field.of(right)));
                counts.merge(field.name(), 1, Integer::sum);
            }
        }
    }

    private void write(List<Change> changes, Map<String, Integer> counts, JsonGenerator out) {
        Naming naming = showing.dialect().naming();
        out.writeStartObject();
        out.writeName("changed");
        out.writeStartArray();
        for (Change change : changes) {
            out.writeStartObject();
            out.writeStringProperty("urn", change.row().requirement().urn());
            out.writeName("ref_id");
            Codec.<Object>of(String.class)
                    .writeNullable(change.row().requirement().refId(), out, naming);
            out.writeStringProperty("field", naming.member(change.field().name()));
            out.writeName("left");
            Codec.<Object>of(change.field().type()).writeNullable(change.left(), out, naming);
            out.writeName("right");
            Codec.<Object>of(change.field().type()).writeNullable(change.right(), out, naming);
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeName("counts");
        out.writeStartObject();
        counts.forEach((field, count) -> out.writeNumberProperty(naming.member(field), count));
        out.writeEndObject();
        out.writeEndObject();
    }

    private static Ref<?> framework(Rows.Sheet sheet) {
        return sheet.assessment().known().state().framework();
    }

    private static String urn(Sight<RequirementAssessment> row) {
        return row.known().state().requirement().urn();
    }
}
