package redoubt.command.grc;

import static org.assertj.core.api.Assertions.assertThat;
import static redoubt.command.Acts.cascade;
import static redoubt.command.Acts.create;
import static redoubt.command.Acts.delete;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import redoubt.command.Scenario;
import redoubt.grc.Folder;
import redoubt.grc.Framework;
import redoubt.grc.Framework.Node;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.access.Role;

/** A framework is brought in as a whole, or not at all. */
class FrameworkTest {

    private final Scenario house = Scenario.founded();

    @Test
    void aFrameworkNeedsAUrnANameAndRequirements() {
        house.when(create(Patch.of(Framework.class))).thenComplaintsAbout("urn", "name", "requirements");
        house.when(create(framework("a", List.of()))).thenComplaintsAbout("requirements");
    }

    @Test
    void howeverManyRequirementsItHasItIsOneEvent() {
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < Framework.MOST_REQUIREMENTS; i++) {
            nodes.add(node("r" + i, null));
        }
        house.when(create(framework("large", nodes))).then("framework.created");

        nodes.add(node("one too many", null));
        house.when(create(framework("too large", nodes))).thenComplaintsAbout("requirements");
    }

    @Test
    void requirementsAreCountedAndNumberedAsTheyWereWritten() {
        Ref<Framework> made = house.made(framework("a", List.of(section("s"), node("s.1", "s"), node("s.2", "s"))));

        Framework framework = house.state(made);
        assertThat(framework.requirementsCount()).isEqualTo(3);
        assertThat(framework.assessableCount()).isEqualTo(2);
        assertThat(framework.requirements()).extracting(Node::orderId).containsExactly(0, 1, 2);
        assertThat(framework.folder()).isEqualTo(house.root());
        assertThat(framework.isPublished()).isTrue();
    }

    @Test
    void eachRequirementIsToldWhatIsWrongWithIt() {
        house.when(create(framework("a", List.of(node("x", null), node("x", null)))))
                .thenComplaintsAbout("requirements.1.urn");
        house.when(create(framework("a", List.of(node("x", "nowhere")))))
                .thenComplaintsAbout("requirements.0.parentUrn");
        house.when(create(framework("a", List.of(node("x", "y"), node("y", "x")))))
                .thenComplaintsAbout("requirements.0.parentUrn", "requirements.1.parentUrn");
        house.when(create(framework("a", List.of(node("x", "x"))))).thenComplaintsAbout("requirements.0.parentUrn");
        house.when(create(framework("a", List.of(with(node("x", null), Node::weight, 0)))))
                .thenComplaintsAbout("requirements.0.weight");
        house.when(create(framework("a", List.of(with(node("x", null), Node::maxScore, -1)))))
                .thenComplaintsAbout("requirements.0.maxScore");
        house.when(create(framework("a", List.of(with(node("x", null), Node::implementationGroups, List.of("g"))))))
                .thenComplaintsAbout("requirements.0.implementationGroups.0");
    }

    @Test
    void sectionsAreNestedOnlySoDeep() {
        List<Node> nodes = new ArrayList<>(List.of(node("0", null)));
        for (int i = 1; i <= 12; i++) {
            nodes.add(node("" + i, "" + (i - 1)));
        }
        house.when(create(framework("deep", nodes))).then("framework.created");

        nodes.add(node("13", "12"));
        house.when(create(framework("too deep", nodes))).thenComplaintsAbout("requirements.13.parentUrn");
    }

    @Test
    void theScaleRisesAndWhatScoresStandForLiesOnIt() {
        Patch<Framework> sound = framework("a", List.of(node("x", null)));
        house.when(create(sound.set(Framework::minScore, 5).set(Framework::maxScore, 5)))
                .thenComplaintsAbout("maxScore");
        house.when(create(sound.set(Framework::scoresDefinition, List.of(score(0), score(0), score(101)))))
                .thenComplaintsAbout("scoresDefinition.1.score", "scoresDefinition.2.score");
        Framework.Group group = new Framework.Group("g", "G", null, true);
        house.when(create(sound.set(Framework::implementationGroupsDefinition, List.of(group, group))))
                .thenComplaintsAbout("implementationGroupsDefinition.1.refId");
    }

    @Test
    void aUrnIsTakenOnceInAnOrganizationAndFreeAgainAfterwards() {
        Ref<Framework> made = house.made(framework("a", List.of(node("x", null))));
        house.when(create(framework("A", List.of(node("x", null))))).thenComplaintsAbout("urn");
        house.found("Umbrella")
                .when(create(framework("a", List.of(node("x", null)))))
                .then("framework.created");

        house.when(delete(made)).then("framework.deleted");
        house.when(create(framework("a", List.of(node("x", null))))).then("framework.created");
    }

    @Test
    void whoShapesFoldersBringsFrameworksIn() {
        Ref<Folder> finance = house.folder("Finance");
        Patch<Framework> there = framework("a", List.of(node("x", null))).set(Framework::folder, finance);
        house.as(Role.ANALYST, finance).when(create(there)).thenDenied();
        house.as(Role.DOMAIN_MANAGER, finance).when(create(there)).then("framework.created");
    }

    @Test
    void aFrameworkGoesWithItsFolder() {
        Ref<Folder> finance = house.folder("Finance");
        house.made(framework("a", List.of(node("x", null))).set(Framework::folder, finance));
        house.when(delete(finance)).thenConflict("folder_not_empty");
        house.when(cascade(finance, "Finance")).then("framework.deleted", "folder.deleted");
    }

    static Patch<Framework> framework(String urn, List<Node> nodes) {
        return Patch.of(Framework.class)
                .set(Framework::urn, urn)
                .set(Framework::name, "Rules " + urn)
                .set(Framework::requirements, nodes);
    }

    static Node node(String urn, String parent) {
        return Patch.of(Node.class)
                .set(Node::urn, urn)
                .set(Node::parentUrn, parent)
                .set(Node::assessable, true)
                .create();
    }

    static Node section(String urn) {
        return with(node(urn, null), Node::assessable, false);
    }

    static <V> Node with(Node node, redoubt.model.Getter<Node, V> field, V value) {
        return Patch.of(Node.class).set(field, value).applyTo(node);
    }

    private static Framework.Score score(int score) {
        return new Framework.Score(score, "Some", null);
    }
}
