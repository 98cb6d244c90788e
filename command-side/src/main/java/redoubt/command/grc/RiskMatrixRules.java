package redoubt.command.grc;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;
import redoubt.command.Draft;
import redoubt.command.Rules;
import redoubt.command.Ruling;
import redoubt.command.Situation;
import redoubt.command.World;
import redoubt.grc.Folder;
import redoubt.grc.Risk;
import redoubt.grc.RiskMatrix;
import redoubt.grc.RiskMatrix.Definition;
import redoubt.identity.Settings;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.model.access.Principal;
import redoubt.model.failure.Complaints;
import redoubt.model.failure.Failure;

/**
 * A grid fits its axes and never sinks towards the worse; a matrix in use keeps its grid, because changing it would
 * silently change every severity recorded with it.
 */
public final class RiskMatrixRules implements Rules<RiskMatrix, Boolean> {

    @Override
    public Class<RiskMatrix> of() {
        return RiskMatrix.class;
    }

    @Override
    public RiskMatrix complete(RiskMatrix proposed, Principal by) {
        return proposed.folder() != null
                ? proposed
                : Patch.of(RiskMatrix.class)
                        .set(RiskMatrix::folder, Home.of(by))
                        .applyTo(proposed);
    }

    /** Looks whether a risk uses the matrix, when it matters: reading every use of a popular matrix is not free. */
    @Override
    public Mono<Boolean> look(Draft<RiskMatrix> draft, World world) {
        return fixed(draft).isEmpty()
                ? Mono.just(false)
                : users(draft.ref(), Set.of(), world).hasElement();
    }

    @Override
    public Ruling<RiskMatrix> judge(Draft<RiskMatrix> draft, Boolean used) {
        Complaints complaints = new Complaints();
        Definition definition = draft.proposed().definition();
        if (definition != null) {
            grid(definition, complaints);
            slugs(definition, complaints);
        }
        if (!complaints.isEmpty()) {
            return Ruling.refused(complaints.toFailure());
        }
        return used
                ? Ruling.refused(new Failure.Conflict(
                        "in_use",
                        "Risks use this matrix: its definition and folder cannot be changed. Make a new matrix"
                                + " instead.",
                        Map.of("references", Map.of("fields", fixed(draft)))))
                : Ruling.settled(draft.proposed());
    }

    @Override
    public Mono<Failure> objection(Situation<RiskMatrix> here, Set<Ref<?>> doomed, World world) {
        Ref<RiskMatrix> matrix = here.target().ref();
        return world.find(Settings.of(here.by().organization()))
                .filter(settings -> settings.state().defaultRiskMatrix().equals(matrix))
                .map(_ -> inUse("This is the default risk matrix of the organization.", Map.of("organizations", 1)))
                .switchIfEmpty(Mono.defer(() -> users(matrix, doomed, world)
                        .map(count -> inUse("Risks use this matrix.", Map.of("risks", count)))))
                .switchIfEmpty(Mono.defer(() -> world.pointing(
                                Shape.of(Folder.class).field(Folder::defaultRiskMatrix), matrix)
                        .filter(folders -> !doomed.containsAll(folders))
                        .map(folders -> inUse(
                                "Folders have this matrix as their default.", Map.of("folders", folders.size())))));
    }

    private static Failure inUse(String message, Map<String, Object> references) {
        return new Failure.Conflict("in_use", message, Map.of("references", references));
    }

    /** How many risks that stay use the matrix; nothing if none does. */
    private static Mono<Integer> users(Ref<RiskMatrix> matrix, Set<Ref<?>> doomed, World world) {
        return world.pointing(Shape.of(Risk.class).field(Risk::riskMatrix), matrix)
                .map(risks -> {
                    Set<Ref<?>> staying = new HashSet<>(risks);
                    staying.removeAll(doomed);
                    return staying.size();
                })
                .filter(count -> count > 0);
    }

    private static List<String> fixed(Draft<RiskMatrix> draft) {
        RiskMatrix former = draft.former();
        if (former == null) {
            return List.of();
        }
        Patch<RiskMatrix> patch = Patch.between(former, draft.proposed());
        Shape<RiskMatrix> shape = Shape.of(RiskMatrix.class);
        return Stream.of(shape.field(RiskMatrix::definition), shape.field(RiskMatrix::folder))
                .filter(patch::has)
                .map(field -> field.name())
                .toList();
    }

    private static void grid(Definition definition, Complaints complaints) {
        String path = "definition.grid";
        List<List<Integer>> grid = definition.grid();
        if (grid.size() != definition.probability().size()) {
            complaints.add(path, "The grid needs one row for each step of probability.");
        }
        int columns = definition.impact().size();
        if (grid.stream().anyMatch(row -> row.size() != columns)) {
            complaints.add(path, "Each row of the grid needs one cell for each step of impact.");
        }
        int levels = definition.risk().size();
        if (grid.stream().flatMap(List::stream).anyMatch(cell -> cell < 0 || cell >= levels)) {
            complaints.add(path, "Each cell of the grid names a level of risk, from 0 to " + (levels - 1) + ".");
        }
        if (!complaints.about(path) && sinks(grid)) {
            complaints.add(path, "Levels may not decrease along a row or a column.");
        }
    }

    private static boolean sinks(List<List<Integer>> grid) {
        for (int row = 0; row < grid.size(); row++) {
            for (int column = 0; column < grid.get(row).size(); column++) {
                int cell = grid.get(row).get(column);
                if ((row > 0 && grid.get(row - 1).get(column) > cell)
                        || (column > 0 && grid.get(row).get(column - 1) > cell)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static void slugs(Definition definition, Complaints complaints) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < definition.risk().size(); i++) {
            if (!seen.add(definition.risk().get(i).slug())) {
                complaints.add("definition.risk." + i + ".slug", "Slugs of levels must be unique.");
            }
        }
    }
}
