package redoubt.command.grc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.command.Draft;
import redoubt.command.Rules;
import redoubt.command.Ruling;
import redoubt.command.Situation;
import redoubt.command.World;
import redoubt.grc.ComplianceAssessment;
import redoubt.grc.Folder;
import redoubt.grc.Framework;
import redoubt.grc.Framework.Group;
import redoubt.grc.Framework.Node;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.model.access.Principal;
import redoubt.model.failure.Complaints;
import redoubt.model.failure.Failure;

/** A framework is whole: its requirements form a forest, and what they name is in it. */
public final class FrameworkRules implements Rules<Framework, Boolean> {

    private static final int MOST_DEEP = 12;

    @Override
    public Class<Framework> of() {
        return Framework.class;
    }

    /** Where nobody says in which order requirements come, they come as they were written. */
    @Override
    public Framework complete(Framework proposed, Principal by) {
        Patch<Framework> patch = Patch.of(Framework.class);
        if (proposed.folder() == null) {
            Ref<Folder> home =
                    Ref.of(Folder.class, Objects.requireNonNullElse(by.limits().folder(), by.root()));
            patch = patch.set(Framework::folder, home);
        }
        List<Node> nodes = proposed.requirements();
        if (nodes != null) {
            patch = patch.set(Framework::requirements, ordered(nodes))
                    .set(Framework::requirementsCount, nodes.size())
                    .set(Framework::assessableCount, (int) nodes.stream()
                            .filter(node -> Boolean.TRUE.equals(node.assessable()))
                            .count());
        }
        return patch.applyTo(proposed);
    }

    private static List<Node> ordered(List<Node> nodes) {
        List<Node> ordered = new ArrayList<>(nodes.size());
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            ordered.add(
                    node.orderId() != null
                            ? node
                            : Patch.of(Node.class).set(Node::orderId, i).applyTo(node));
        }
        return List.copyOf(ordered);
    }

    @Override
    public Mono<Boolean> look(Draft<Framework> draft, World world) {
        return Mono.just(true);
    }

    @Override
    public Ruling<Framework> judge(Draft<Framework> draft, Boolean seen) {
        Framework framework = draft.proposed();
        Complaints complaints = new Complaints();
        scale(framework, complaints);
        Set<String> groups = groups(framework, complaints);
        List<Node> nodes = framework.requirements();
        if (nodes != null) {
            nodes(framework, nodes, groups, complaints);
        }
        return complaints.isEmpty() ? Ruling.settled(framework) : Ruling.refused(complaints.toFailure());
    }

    @Override
    public Mono<Failure> objection(Situation<Framework> here, Set<Ref<?>> doomed, World world) {
        return world.pointing(
                        Shape.of(ComplianceAssessment.class).field(ComplianceAssessment::framework),
                        here.target().ref())
                .map(assessments -> {
                    Set<Ref<?>> staying = new HashSet<>(assessments);
                    staying.removeAll(doomed);
                    return staying.size();
                })
                .filter(count -> count > 0)
                .map(count -> new Failure.Conflict(
                        "in_use",
                        "There are assessments by this framework.",
                        Map.of("references", Map.of("compliance_assessments", count))));
    }

    private static void scale(Framework framework, Complaints complaints) {
        if (framework.minScore() >= framework.maxScore()) {
            complaints.add("maxScore", "The greatest score must be greater than the least.");
            return;
        }
        List<Framework.Score> scores = framework.scoresDefinition();
        Set<Integer> defined = new HashSet<>();
        for (int i = 0; i < scores.size(); i++) {
            int score = scores.get(i).score();
            String path = "scoresDefinition." + i + ".score";
            if (score < framework.minScore() || score > framework.maxScore()) {
                complaints.add(path, "Scores lie between the least and the greatest.");
            } else if (!defined.add(score)) {
                complaints.add(path, "Each score is defined once.");
            }
        }
    }

    private static Set<String> groups(Framework framework, Complaints complaints) {
        List<Group> groups = framework.implementationGroupsDefinition();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < groups.size(); i++) {
            if (!names.add(groups.get(i).refId())) {
                complaints.add("implementationGroupsDefinition." + i + ".refId", "Each group is defined once.");
            }
        }
        return names;
    }

    private static void nodes(Framework framework, List<Node> nodes, Set<String> groups, Complaints complaints) {
        Map<String, @Nullable String> parents = new HashMap<>();
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            if (parents.containsKey(node.urn())) {
                complaints.add("requirements." + i + ".urn", "Each requirement has a URN of its own.");
            } else {
                parents.put(node.urn(), node.parentUrn());
            }
        }
        for (int i = 0; i < nodes.size(); i++) {
            node(framework, nodes.get(i), "requirements." + i, parents, groups, complaints);
        }
    }

    private static void node(
            Framework framework,
            Node node,
            String path,
            Map<String, @Nullable String> parents,
            Set<String> groups,
            Complaints complaints) {
        String parent = node.parentUrn();
        if (parent != null && !parents.containsKey(parent)) {
            complaints.add(path + ".parentUrn", "There is no requirement with this URN in the framework.");
        } else if (depth(node.urn(), parents) > MOST_DEEP) {
            complaints.add(
                    path + ".parentUrn",
                    "A requirement cannot stand below itself, or below more than " + MOST_DEEP + " others.");
        }
        int least = Objects.requireNonNullElse(node.minScore(), framework.minScore());
        int greatest = Objects.requireNonNullElse(node.maxScore(), framework.maxScore());
        if ((node.minScore() != null || node.maxScore() != null) && least >= greatest) {
            String side = node.maxScore() == null ? ".minScore" : ".maxScore";
            complaints.add(path + side, "The greatest score must be greater than the least.");
        }
        for (int i = 0; i < node.implementationGroups().size(); i++) {
            if (!groups.contains(node.implementationGroups().get(i))) {
                complaints.add(path + ".implementationGroups." + i, "The framework defines no such group.");
            }
        }
    }

    /** How many stand above it, counted no further than there may be: the way up from a circle never ends. */
    private static int depth(String urn, Map<String, @Nullable String> parents) {
        int depth = 0;
        String above = parents.get(urn);
        while (above != null && depth <= MOST_DEEP) {
            depth++;
            above = parents.get(above);
        }
        return depth;
    }
}
