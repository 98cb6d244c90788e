package redoubt.api.house;

import java.util.List;
import redoubt.grc.Folder;
import redoubt.grc.RiskMatrix;
import redoubt.model.Ref;

/** How the house rates risks. */
final class HouseMatrix {

    private HouseMatrix() {}

    static RiskMatrix matrix() {
        List<RiskMatrix.Step> steps = List.of(
                new RiskMatrix.Step("1", "one", null, null),
                new RiskMatrix.Step("2", "two", null, null),
                new RiskMatrix.Step("3", "three", null, null),
                new RiskMatrix.Step("4", "four", null, null),
                new RiskMatrix.Step("5", "five", null, null));
        List<RiskMatrix.Level> levels = List.of(
                new RiskMatrix.Level("low", "L", "Low", null, null),
                new RiskMatrix.Level("high", "H", "High", null, "#FF1A00"));
        List<List<Integer>> grid = List.of(
                List.of(0, 0, 0, 0, 0),
                List.of(0, 0, 0, 1, 1),
                List.of(0, 0, 0, 1, 1),
                List.of(0, 1, 1, 1, 1),
                List.of(0, 1, 1, 1, 1));
        return new RiskMatrix(
                "Five by five",
                null,
                "",
                null,
                Ref.of(Folder.class, House.ROOT),
                true,
                true,
                new RiskMatrix.Definition(steps, steps, levels, grid));
    }
}
