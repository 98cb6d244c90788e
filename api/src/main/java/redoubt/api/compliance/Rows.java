package redoubt.api.compliance;

import java.util.List;
import java.util.Set;
import reactor.core.publisher.Mono;
import redoubt.api.resource.Past;
import redoubt.api.resource.Showing;
import redoubt.api.route.Call;
import redoubt.grc.ComplianceAssessment;
import redoubt.grc.Framework;
import redoubt.grc.RequirementAssessment;
import redoubt.model.Kind;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;
import redoubt.query.Condition;
import redoubt.query.Criterion;
import redoubt.query.Criterion.Lookup;
import redoubt.query.Moment;
import redoubt.query.Order;
import redoubt.query.Query;
import redoubt.query.Sight;
import redoubt.query.Window;
import redoubt.query.history.PastRows;
import redoubt.query.log.EventLog;

/** All rows of an assessment, in the order of the framework, now or at any moment. */
final class Rows {

    static final Shape<ComplianceAssessment> ASSESSMENT = Shape.of(ComplianceAssessment.class);
    static final Shape<RequirementAssessment> ROW = Shape.of(RequirementAssessment.class);

    private static final Criterion WITHIN = new Criterion("complianceAssessment", Kind.REF, Set.of(), List.of(), false);

    private final Showing showing;
    private final Past past;
    private final PastRows rows;

    Rows(Showing showing, Past past, EventLog log) {
        this.showing = showing;
        this.past = past;
        this.rows = new PastRows(log);
    }

    /** An assessment with its rows. */
    record Sheet(Sight<ComplianceAssessment> assessment, List<Sight<RequirementAssessment>> rows) {}

    /** An assessment that the caller sees, as it is; nothing if there is none. */
    Mono<Sheet> now(Call call, Ref<ComplianceAssessment> ref) {
        Condition within = new Condition(WITHIN, Lookup.AMONG, List.of(ref.id()), false);
        Query<RequirementAssessment> all = new Query<>(
                ROW,
                call.by(),
                List.of(within),
                List.of(),
                List.of(new Order("orderId", false)),
                new Window(0, Framework.MOST_REQUIREMENTS));
        return showing.freshness().read(call, _ -> showing.queries()
                .one(call.by(), ref)
                .flatMap(sight -> showing.queries().page(all).map(page -> new Sheet(sight, page.items()))));
    }

    /** The same, or not found. */
    Mono<Sheet> target(Call call) {
        return now(call, call.target(ASSESSMENT)).switchIfEmpty(Mono.error(() -> new Refused(new Failure.NotFound())));
    }

    /** The same as it was, with the scene that says when. */
    Mono<Seen> then(Call call, Past.Point point) {
        return past.show(call, call.target(ASSESSMENT), point).flatMap(scene -> rows.of(
                        call.by().organization(), scene.sight().known(), scene.position())
                .flatMap(
                        known -> showing.queries().describe(call.by(), known, new Moment(scene.position(), scene.at())))
                .map(sights -> new Seen(scene, new Sheet(scene.sight(), sights))));
    }

    /** What was seen at another time. */
    record Seen(Past.Scene<ComplianceAssessment> scene, Sheet sheet) {}
}
