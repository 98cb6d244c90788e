package redoubt.query.grc;

import io.r2dbc.spi.Readable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import reactor.core.publisher.Mono;
import redoubt.grc.ComplianceAssessment;
import redoubt.grc.RequirementAssessment.Result;
import redoubt.grc.RequirementAssessment.Status;
import redoubt.grc.Scored;
import redoubt.query.sql.Asking;
import redoubt.query.sql.Binds;
import redoubt.query.sql.Clause;

/** What the tables know of the rows of assessments, without their texts. */
final class AssessmentSql {

    /** A row counts, in SQL; {@code t} is the assessment and {@code r} the row. */
    private static final String COUNTS = "r.assessable and (t.selected_implementation_groups = '{}' or"
            + " jsonb_exists_any(r.groups, t.selected_implementation_groups))";

    private static final String ASSESSED = "case t.progress_mode when 'status' then r.status = 'done'"
            + " when 'result' then r.result <> 'not_assessed' else r.score > coalesce(r.least, t.min_score) end";

    /** How far an assessment is, in SQL: the same that {@link redoubt.grc.AssessmentNumbers} says of it. */
    static final String PROGRESS = "(select coalesce(100 * count(*) filter (where " + ASSESSED
            + ") / nullif(count(*), 0), 0)::int from read.requirement_assessment r"
            + " where r.org = t.org and r.compliance_assessment = t.id and " + COUNTS + ")";

    private static final String SELECT = "select r.compliance_assessment, r.urn, r.parent_urn, r.assessable, r.weight,"
            + " array(select jsonb_array_elements_text(r.groups)), r.least, r.greatest, r.status, r.result,"
            + " r.is_scored, r.score, r.documentation_score from read.requirement_assessment r"
            + " where r.org = ?::uuid and r.compliance_assessment = any(?::uuid[]) order by r.order_id, r.id";

    private AssessmentSql() {}

    /** The rows of these assessments, by assessment, in the order of the framework: one question, however many there are. */
    static Mono<Map<String, List<Scored>>> rows(Asking asking, String organization, List<String> assessments) {
        Object ids = Binds.ids(assessments);
        return asking.rows(
                        organization,
                        Clause.of(SELECT, organization, ids),
                        row -> Map.entry(
                                Objects.requireNonNull(row.get(0, UUID.class)).toString(), scored(row)))
                .collect(HashMap::new, (byAssessment, each) -> byAssessment
                        .computeIfAbsent(each.getKey(), _ -> new ArrayList<>())
                        .add(each.getValue()));
    }

    private static Scored scored(Readable row) {
        return new Scored(
                Objects.requireNonNull(row.get(1, String.class)),
                row.get(2, String.class),
                Objects.requireNonNull(row.get(3, Boolean.class)),
                Objects.requireNonNull(row.get(4, Integer.class)),
                Arrays.asList(Objects.requireNonNull(row.get(5, String[].class))),
                row.get(6, Integer.class),
                row.get(7, Integer.class),
                Status.valueOf(constant(row, 8)),
                Result.valueOf(constant(row, 9)),
                Objects.requireNonNull(row.get(10, Boolean.class)),
                row.get(11, Integer.class),
                row.get(12, Integer.class));
    }

    private static String constant(Readable row, int column) {
        return Objects.requireNonNull(row.get(column, String.class)).toUpperCase(Locale.ROOT);
    }

    /** Whether an assessment should have been finished before a day, in SQL. */
    static final String OVERDUE =
            "(coalesce(t.due_date < ?::date, false)" + " and t.status in ('planned', 'in_progress', 'in_review'))";

    /** The same for one. */
    static boolean overdue(ComplianceAssessment assessment, LocalDate today) {
        LocalDate due = assessment.dueDate();
        return due != null
                && due.isBefore(today)
                && assessment.status() != ComplianceAssessment.Status.DONE
                && assessment.status() != ComplianceAssessment.Status.DEPRECATED;
    }
}
