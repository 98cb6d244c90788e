package redoubt.api.compliance;

import java.util.List;
import redoubt.api.dialect.Grc;
import redoubt.api.http.Parameter;
import redoubt.api.resource.ResourceEndpoints;
import redoubt.api.resource.Showing;
import redoubt.api.route.About;
import redoubt.api.route.Endpoint;
import redoubt.api.route.Takes;
import redoubt.grc.Requirement;
import redoubt.model.Shape;
import redoubt.query.Order;

/** The endpoints of frameworks that are more than the common ones. */
public final class ComplianceEndpoints {

    private static final Order IN_ORDER = new Order("orderId", false);

    private final ResourceEndpoints resources;
    private final Showing showing;

    /** Made like the common ones, and shown by {@code showing}. */
    public ComplianceEndpoints(ResourceEndpoints resources, Showing showing) {
        this.resources = resources;
        this.showing = showing;
    }

    /** All of them. */
    public List<Endpoint> endpoints() {
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
}
