package redoubt.query.changes;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.grc.ComplianceAssessment;
import redoubt.model.Ref;
import redoubt.model.access.Principal;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;
import redoubt.query.Moment;
import redoubt.query.Queries;
import redoubt.query.Sight;
import redoubt.query.changes.ChangesBetween.Point;
import redoubt.query.history.Timeline;
import redoubt.query.sql.Asking;
import redoubt.query.sql.Binds;
import redoubt.query.sql.Clause;

/** How far assessments were, and what they scored, at two moments. */
public final class MovedAssessments {

    /** More assessments than this are not worked out at once. */
    static final int MOST = 100;

    private static final int AT_ONCE = 4;

    private final Asking asking;
    private final Queries queries;
    private final Timeline timeline;

    /** Works them out from what the log holds of their rows. */
    public MovedAssessments(Asking asking, Queries queries, Timeline timeline) {
        this.asking = asking;
        this.queries = queries;
        this.timeline = timeline;
    }

    /** The assessments that rows came with, by the identifiers of the rows; rows that are no more are left out. */
    Mono<Map<String, Ref<ComplianceAssessment>>> bearers(Principal by, Collection<String> rows) {
        if (rows.isEmpty()) {
            return Mono.just(Map.of());
        }
        Clause select = Clause.of(
                "select t.id, t.compliance_assessment from read.requirement_assessment t"
                        + " where t.id = any(?::uuid[]) and t.org = ?::uuid",
                Binds.ids(rows),
                by.organization());
        return asking.rows(
                        by.organization(),
                        select,
                        row -> Map.entry(
                                Objects.requireNonNull(row.get(0, UUID.class)).toString(),
                                Ref.of(
                                        ComplianceAssessment.class,
                                        Objects.requireNonNull(row.get(1, UUID.class))
                                                .toString())))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    /** What of it moved between two moments; fails with {@link Refused} for too many assessments. */
    Mono<Map<Ref<?>, List<Judgement.Found>>> moved(
            Principal by, List<Ref<ComplianceAssessment>> assessments, Point from, Point to) {
        if (assessments.size() > MOST) {
            return Mono.error(new Refused(Failure.Invalid.of(
                    "to", "More than " + MOST + " assessments were worked on in between; choose less time.")));
        }
        return Flux.fromIterable(assessments)
                .flatMapSequential(
                        ref -> moved(by, ref, from, to)
                                .map(found -> Map.<Ref<?>, List<Judgement.Found>>entry(ref, found)),
                        AT_ONCE)
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    private Mono<List<Judgement.Found>> moved(Principal by, Ref<ComplianceAssessment> ref, Point from, Point to) {
        return Mono.zip(at(by, ref, from), at(by, ref, to))
                .map(both -> found(both.getT1().derived(), both.getT2().derived()))
                .defaultIfEmpty(List.of());
    }

    private Mono<Sight<ComplianceAssessment>> at(Principal by, Ref<ComplianceAssessment> ref, Point point) {
        return timeline.within(by.organization())
                .at(ref, point.position())
                .flatMap(known -> queries.describe(by, List.of(known), new Moment(point.position(), point.at())))
                .map(List::getFirst);
    }

    private static List<Judgement.Found> found(Map<String, @Nullable Object> old, Map<String, @Nullable Object> now) {
        List<Judgement.Found> found = new ArrayList<>();
        add(ChangeKind.ASSESSMENT_PROGRESS_MOVED, "progress", old.get("progress"), now.get("progress"), found);
        add(ChangeKind.ASSESSMENT_SCORE_MOVED, "scores.maturity", score(old), score(now), found);
        return found;
    }

    private static void add(
            ChangeKind kind, String field, @Nullable Object old, @Nullable Object now, List<Judgement.Found> found) {
        if (!Objects.equals(old, now)) {
            found.add(new Judgement.Found(kind, field, old, now));
        }
    }

    private static @Nullable Object score(Map<String, @Nullable Object> derived) {
        return derived.get("scores") instanceof Map<?, ?> scores ? scores.get("maturity") : null;
    }
}
