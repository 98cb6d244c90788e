package redoubt.query.history;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;
import redoubt.grc.ComplianceAssessment;
import redoubt.grc.RequirementAssessment;
import redoubt.model.Event;
import redoubt.model.Field;
import redoubt.model.Known;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.model.Unfolding;
import redoubt.query.log.EventLog;

/** The rows of an assessment as the log tells them, at any moment. */
public final class PastRows {

    private static final Field<RequirementAssessment, ?> BEARER =
            Shape.of(RequirementAssessment.class).field(RequirementAssessment::complianceAssessment);

    private final EventLog log;

    /** Reads that log. */
    public PastRows(EventLog log) {
        this.log = log;
    }

    /** All of them in the order of the framework, for an assessment that is known as it was then. */
    public Mono<List<Known<RequirementAssessment>>> of(
            String organization, Known<ComplianceAssessment> assessment, long position) {
        return log.within(organization)
                .changes(BEARER, assessment.ref(), position)
                .collectList()
                .map(events -> folded(assessment, events));
    }

    @SuppressWarnings("unchecked")
    private static List<Known<RequirementAssessment>> folded(
            Known<ComplianceAssessment> assessment, List<Event<?>> events) {
        Map<Ref<RequirementAssessment>, Known<RequirementAssessment>> rows =
                Unfolding.beginnings(assessment, RequirementAssessment.class);
        for (Event<?> event : events) {
            Event<RequirementAssessment> change = (Event<RequirementAssessment>) event;
            rows.computeIfPresent(change.ref(), (_, before) -> Known.after(before, change));
        }
        return rows.values().stream()
                .sorted(Comparator.comparing((Known<RequirementAssessment> row) ->
                        row.state().requirement().orderId()))
                .toList();
    }
}
