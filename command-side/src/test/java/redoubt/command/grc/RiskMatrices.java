package redoubt.command.grc;

import java.util.List;
import redoubt.grc.RiskMatrix;
import redoubt.grc.RiskMatrix.Definition;
import redoubt.model.Patch;

/** Small matrices for tests: two by two steps, a green level and a red one. */
public final class RiskMatrices {

    private RiskMatrices() {}

    /** A matrix with that name and grid, whether or not the grid is sound. */
    public static Patch<RiskMatrix> matrix(String name, List<List<Integer>> grid) {
        var steps = List.of(step("a"), step("b"));
        var levels = List.of(
                new RiskMatrix.Level("green", "G", "Green", null, null),
                new RiskMatrix.Level("red", "R", "Red", null, null));
        return Patch.of(RiskMatrix.class)
                .set(RiskMatrix::name, name)
                .set(RiskMatrix::definition, new Definition(steps, steps, levels, grid));
    }

    /** A matrix with these cells, row by row. */
    public static Patch<RiskMatrix> twoByTwo(int one, int two, int three, int four) {
        return matrix("Two", List.of(List.of(one, two), List.of(three, four)));
    }

    private static RiskMatrix.Step step(String name) {
        return new RiskMatrix.Step(name, name, null, null);
    }
}
