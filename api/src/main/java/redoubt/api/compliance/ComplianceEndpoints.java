package redoubt.api.compliance;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import redoubt.api.dialect.Grc;
import redoubt.api.freshness.Freshness;
import redoubt.api.http.Parameter;
import redoubt.api.resource.Past;
import redoubt.api.resource.ResourceEndpoints;
import redoubt.api.resource.Showing;
import redoubt.api.route.About;
import redoubt.api.route.Endpoint;
import redoubt.api.route.Takes;
import redoubt.grc.Requirement;
import redoubt.grc.RequirementAssessment;
import redoubt.model.Field;
import redoubt.model.Shape;
import redoubt.query.Order;
import redoubt.query.log.EventLog;

/** The endpoints of frameworks and of assessments that are more than the common ones. */
public final class ComplianceEndpoints {

    private static final Order IN_ORDER = new Order("orderId", false);

    private final ResourceEndpoints resources;
    private final Showing showing;
    private final Past past;
    private final Rows rows;

    /** Made like the common ones, shown by {@code showing}, and as they were, as {@code log} tells it. */
    public ComplianceEndpoints(ResourceEndpoints resources, Showing showing, Past past, EventLog log) {
        this.resources = resources;
        this.showing = showing;
        this.past = past;
        this.rows = new Rows(showing, past, log);
    }

    /** All of them. */
    public List<Endpoint> endpoints() {
        List<Endpoint> all = new ArrayList<>(frameworks());
        all.addAll(assessments());
        return all;
    }

    private List<Endpoint> frameworks() {
        Shape<Requirement> requirement = Shape.of(Requirement.class);
        RequirementTree tree = new RequirementTree(showing, IN_ORDER);
        return List.of(
                resources.create(Grc.FRAMEWORKS, Takes.IMPORT),
                resources.inside(
                        Grc.FRAMEWORKS,
                        Grc.REQUIREMENTS,
                        requirement.field(Requirement::framework),
                        "requirements",
                        IN_ORDER),
                Endpoint.get(
                        showing.dialect().path(Grc.FRAMEWORKS.item() + "requirements/tree/"),
                        About.question(
                                "read_requirement_tree",
                                Grc.FRAMEWORKS.title(),
                                "Read the requirements of one framework, each with those below it",
                                List.<Parameter>of(RequirementTree.FRESH),
                                RequirementTree.FORM),
                        tree));
    }

    private List<Endpoint> assessments() {
        Field<RequirementAssessment, ?> bearer = Rows.ROW.field(RequirementAssessment::complianceAssessment);
        return List.of(
                resources
                        .inside(Grc.ASSESSMENTS, Grc.ROWS, bearer, "requirement-assessments", IN_ORDER)
                        .extended(Past.MOMENT, present -> new PastOrPresent(showing, past, rows, present)),
                resources.bulkInside(
                        Grc.ASSESSMENTS,
                        Grc.ROWS,
                        bearer,
                        "requirement-assessments/bulk",
                        AssessmentForms.UPDATES,
                        new RowNames()),
                Endpoint.get(
                        item("tree/"),
                        About.question(
                                "read_assessment_tree",
                                Grc.ASSESSMENTS.title(),
                                "Read what was found, requirement by requirement, each with those below it",
                                Stream.concat(Past.PARAMETERS.stream(), Stream.of(Freshness.PARAMETER))
                                        .toList(),
                                AssessmentForms.TREE),
                        new AssessmentTree(showing, past, rows)),
                Endpoint.get(
                        item("compare/"),
                        About.question(
                                "compare_assessments",
                                Grc.ASSESSMENTS.title(),
                                "Compare what two assessments of one framework found",
                                List.of(AssessmentComparison.WITH_PARAMETER, Freshness.PARAMETER),
                                AssessmentForms.COMPARISON),
                        new AssessmentComparison(showing, rows)));
    }

    private String item(String step) {
        return showing.dialect().path(Grc.ASSESSMENTS.item() + step);
    }
}
