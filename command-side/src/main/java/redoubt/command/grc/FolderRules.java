package redoubt.command.grc;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.command.Decision;
import redoubt.command.Draft;
import redoubt.command.Rules;
import redoubt.command.Ruling;
import redoubt.command.Situation;
import redoubt.command.World;
import redoubt.grc.Folder;
import redoubt.grc.FolderMoved;
import redoubt.grc.RiskMatrix;
import redoubt.identity.RoleAssignment;
import redoubt.model.Deleted;
import redoubt.model.Fact;
import redoubt.model.Known;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.model.access.Principal;
import redoubt.model.failure.Complaints;
import redoubt.model.failure.Failure;

/** A folder hangs below another one, never below itself, not too deep; the root stays what it is. */
public final class FolderRules implements Rules<Folder, FolderRules.Seen> {

    private static final Set<String> OPEN_AT_ROOT = Set.of("name", "description", "defaultRiskMatrix", "riskTolerance");

    /**
     * What a folder is judged by.
     *
     * @param above the new parent and its ancestors, nearest first
     * @param height how many levels hang below the folder
     * @param chosen the matrix that the draft names; null if it names none
     * @param effective the matrix that will hold in the folder; null if there is none
     */
    public record Seen(
            List<String> above,
            int height,
            @Nullable RiskMatrix chosen,
            @Nullable RiskMatrix effective) {}

    @Override
    public Class<Folder> of() {
        return Folder.class;
    }

    @Override
    public Folder complete(Folder proposed, Principal by) {
        if (proposed.isRoot() || proposed.parentFolder() != null) {
            return proposed;
        }
        return Patch.of(Folder.class).set(Folder::parentFolder, Home.of(by)).applyTo(proposed);
    }

    @Override
    public Mono<Seen> look(Draft<Folder> draft, World world) {
        Folder proposed = draft.proposed();
        Ref<Folder> parent = proposed.parentFolder();
        Mono<List<String>> above = world.chain(parent == null ? null : parent.id());
        Mono<Integer> height = draft.before() == null ? Mono.just(0) : height(draft.ref(), world);
        Mono<Optional<RiskMatrix>> chosen =
                optional(Mono.justOrEmpty(proposed.defaultRiskMatrix()).flatMap(world::find));
        Mono<Optional<RiskMatrix>> inherited = proposed.riskTolerance() == null
                ? Mono.just(Optional.empty())
                : optional(Matrices.effective(parent, draft.by().organization(), world));
        return Mono.zip(above, height, chosen, inherited)
                .map(all -> new Seen(
                        all.getT1(),
                        all.getT2(),
                        all.getT3().orElse(null),
                        all.getT3().or(all::getT4).orElse(null)));
    }

    @Override
    public Ruling<Folder> judge(Draft<Folder> draft, Seen seen) {
        Complaints complaints = new Complaints();
        Folder proposed = draft.proposed();
        if (seen.above().contains(draft.ref().id())) {
            complaints.add("parentFolder", "A folder cannot be moved into itself or below itself.");
        } else if (seen.above().size() + seen.height() > Folder.MAX_DEPTH) {
            complaints.add("parentFolder", "Folders cannot be nested deeper than " + Folder.MAX_DEPTH + " levels.");
        }
        if (seen.chosen() != null && !seen.chosen().isEnabled() && changed(draft, proposed.defaultRiskMatrix())) {
            complaints.add("defaultRiskMatrix", "This risk matrix is disabled.");
        }
        if (toleranceTouched(draft)) {
            tolerance(proposed.riskTolerance(), seen.effective(), complaints);
        }
        if (draft.former() != null && draft.former().isRoot()) {
            Patch.between(draft.former(), proposed).forEach((field, _) -> {
                if (!OPEN_AT_ROOT.contains(field.name())) {
                    complaints.add(field.name(), "This cannot be changed on the root folder.");
                }
            });
        }
        return complaints.isEmpty() ? Ruling.settled(proposed, moved(draft)) : Ruling.refused(complaints.toFailure());
    }

    @Override
    public Mono<Failure> objection(Situation<Folder> here, Set<Ref<?>> doomed, World world) {
        return here.target().state().isRoot() ? Mono.just(new Failure.Denied()) : Mono.empty();
    }

    /** A role that is held nowhere any more is no role; one that is held elsewhere as well is held there. */
    @Override
    public Mono<Decision> farewell(Situation<Folder> here, Set<Ref<?>> doomed, World world) {
        Ref<Folder> folder = here.target().ref();
        return world.pointing(Shape.of(RoleAssignment.class).field(RoleAssignment::folders), folder)
                .flatMapMany(Flux::fromIterable)
                .sort(Comparator.comparing(Ref::id))
                .concatMap(world::find)
                .filter(assignment -> first(assignment.state(), doomed).equals(folder))
                .reduce(Decision.nothing(), (decision, assignment) -> without(decision, assignment, doomed));
    }

    /** Of several folders that go together one sees to it. */
    private static Ref<?> first(RoleAssignment assignment, Set<Ref<?>> doomed) {
        return assignment.folders().stream()
                .filter(doomed::contains)
                .findFirst()
                .orElseThrow();
    }

    private static Decision without(Decision decision, Known<RoleAssignment> assignment, Set<Ref<?>> doomed) {
        RoleAssignment state = assignment.state();
        List<Ref<Folder>> left = state.folders().stream()
                .filter(folder -> !doomed.contains(folder))
                .toList();
        return left.isEmpty()
                ? decision.and(assignment.ref(), new Deleted<>(state))
                : decision.andUpdate(
                        assignment.ref(), Patch.of(RoleAssignment.class).set(RoleAssignment::folders, left));
    }

    private static boolean changed(Draft<Folder> draft, @Nullable Ref<RiskMatrix> matrix) {
        return draft.former() == null || !Objects.equals(draft.former().defaultRiskMatrix(), matrix);
    }

    /** A tolerance that has lost its meaning elsewhere in the tree does not stand in the way of other changes. */
    private static boolean toleranceTouched(Draft<Folder> draft) {
        Folder former = draft.former();
        Folder proposed = draft.proposed();
        return former == null
                || !Objects.equals(former.riskTolerance(), proposed.riskTolerance())
                || !Objects.equals(former.parentFolder(), proposed.parentFolder())
                || changed(draft, proposed.defaultRiskMatrix());
    }

    private static void tolerance(@Nullable String slug, @Nullable RiskMatrix matrix, Complaints complaints) {
        if (slug != null && matrix != null && matrix.definition().level(slug).isEmpty()) {
            complaints.add("riskTolerance", "The risk matrix of this folder has no such level.");
        }
    }

    private static List<Fact<Folder>> moved(Draft<Folder> draft) {
        Ref<Folder> from = draft.former() == null ? null : draft.former().parentFolder();
        Ref<Folder> to = draft.proposed().parentFolder();
        return from == null || to == null || from.equals(to) ? List.of() : List.of(new FolderMoved(from, to));
    }

    private static Mono<Integer> height(Ref<Folder> folder, World world) {
        return world.pointing(Shape.of(Folder.class).field(Folder::parentFolder), folder)
                .flatMap(children -> Flux.fromIterable(children)
                        .concatMap(child -> height(child, world))
                        .reduce(-1, Math::max)
                        .map(deepest -> deepest + 1));
    }

    private static <R> Mono<Optional<R>> optional(Mono<Known<R>> known) {
        return known.map(found -> Optional.of(found.state())).defaultIfEmpty(Optional.empty());
    }
}
