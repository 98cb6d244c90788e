package redoubt.api.compliance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.api.dialect.Values;
import redoubt.api.http.Answer;
import redoubt.api.http.EntityTags;
import redoubt.api.http.Reply;
import redoubt.api.resource.Expansion;
import redoubt.api.resource.Past;
import redoubt.api.resource.Showing;
import redoubt.api.route.Call;
import redoubt.api.route.Handler;
import redoubt.grc.AssessmentNumbers;
import redoubt.grc.ComplianceAssessment;
import redoubt.grc.RequirementAssessment;
import redoubt.grc.Scored;
import redoubt.query.Sight;
import tools.jackson.core.JsonGenerator;

/** An assessment as its framework is built, each section with the numbers of what stands below it. */
final class AssessmentTree implements Handler {

    private final Showing showing;
    private final Past past;
    private final Rows rows;

    AssessmentTree(Showing showing, Past past, Rows rows) {
        this.showing = showing;
        this.past = past;
        this.rows = rows;
    }

    @Override
    public Mono<? extends Answer> answer(Call call) {
        Past.Point point = past.read(call.parameters());
        call.parameters().finish();
        Mono<Reply> reply = point.past()
                ? rows.then(call, point).map(seen -> seen.scene().dress(reply(seen.sheet())))
                : rows.target(call).map(this::reply);
        return reply.map(each -> Showing.unlessKnown(call, each.with("ETag", EntityTags.of(each.body()))));
    }

    private Reply reply(Rows.Sheet sheet) {
        Map<@Nullable String, List<Sight<RequirementAssessment>>> below = new HashMap<>();
        sheet.rows().forEach(row -> below.computeIfAbsent(
                        row.known().state().requirement().parentUrn(), _ -> new ArrayList<>())
                .add(row));
        ComplianceAssessment assessment = sheet.assessment().known().state();
        return Reply.json(200, out -> {
            out.writeStartObject();
            out.writeStringProperty(
                    "compliance_assessment", sheet.assessment().known().ref().id());
            List<Scored> all = sheet.rows().stream()
                    .map(row -> Scored.of(row.known().state()))
                    .toList();
            numbers(AssessmentNumbers.of(assessment, all), out);
            out.writeName("requirements");
            out.writeStartArray();
            level(null, below, assessment, out);
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    private void level(
            @Nullable String urn,
            Map<@Nullable String, List<Sight<RequirementAssessment>>> below,
            ComplianceAssessment assessment,
            JsonGenerator out) {
        for (Sight<RequirementAssessment> row : below.getOrDefault(urn, List.of())) {
            String own = row.known().state().requirement().urn();
            out.writeStartObject();
            showing.representation(Rows.ROW).members(row, Expansion.NONE, out);
            List<Scored> inside = new ArrayList<>();
            gather(own, below, inside);
            if (!inside.isEmpty()) {
                out.writeName("rollup");
                out.writeStartObject();
                numbers(AssessmentNumbers.of(assessment, inside), out);
                out.writeEndObject();
            }
            out.writeName("children");
            out.writeStartArray();
            level(own, below, assessment, out);
            out.writeEndArray();
            out.writeEndObject();
        }
    }

    /** Everything below a section; what stands right below it stands at the top there. */
    private static void gather(
            String urn, Map<@Nullable String, List<Sight<RequirementAssessment>>> below, List<Scored> into) {
        for (Sight<RequirementAssessment> row : below.getOrDefault(urn, List.of())) {
            into.add(Scored.of(row.known().state()).atTop());
            descendants(row.known().state().requirement().urn(), below, into);
        }
    }

    private static void descendants(
            String urn, Map<@Nullable String, List<Sight<RequirementAssessment>>> below, List<Scored> into) {
        for (Sight<RequirementAssessment> row : below.getOrDefault(urn, List.of())) {
            into.add(Scored.of(row.known().state()));
            descendants(row.known().state().requirement().urn(), below, into);
        }
    }

    private void numbers(AssessmentNumbers numbers, JsonGenerator out) {
        numbers.members().forEach((name, value) -> {
            out.writeName(showing.dialect().naming().member(name));
            Values.write(value, out, showing.dialect().naming());
        });
    }
}
