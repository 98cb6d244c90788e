package redoubt.query.grc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import redoubt.grc.Risk;
import redoubt.query.landscape.Landscape;
import redoubt.query.sql.Binds;
import redoubt.query.sql.Clause;

/** Whether risks are no worse than what their folders tolerate; unknown where either side of the comparison is. */
final class Tolerance {

    private Tolerance() {}

    static @Nullable Boolean within(Risk risk, Landscape land) {
        Integer level = risk.severityLevel();
        Optional<Integer> tolerated = land.toleratedLevel(risk);
        return (level == null || tolerated.isEmpty()) ? null : level <= tolerated.get();
    }

    /** The same in SQL. Folders with the same tolerance are told together, so the text stays short. */
    static Clause within(Landscape land) {
        Map<String, List<String>> folders = new LinkedHashMap<>();
        land.inPathOrder().forEach(folder -> land.tolerance(folder)
                .ifPresent(slug ->
                        folders.computeIfAbsent(slug, _ -> new ArrayList<>()).add(folder)));
        Clause cases = Clause.of("");
        for (Map.Entry<String, List<String>> each : folders.entrySet()) {
            Clause levels = levels(land, each.getKey());
            if (!levels.sql().isEmpty()) {
                Object ids = Binds.ids(each.getValue());
                cases = cases.then(" when t.folder = any(?::uuid[]) then case t.risk_matrix", ids)
                        .then(levels)
                        .then(" end");
            }
        }
        return cases.sql().isEmpty()
                ? Clause.of("null::boolean")
                : Clause.of("(t.severity_level <= case").then(cases).then(" end)");
    }

    private static Clause levels(Landscape land, String slug) {
        Clause levels = Clause.of("");
        for (var matrix : land.matrices()) {
            Optional<Integer> level = matrix.state().definition().level(slug);
            if (level.isPresent()) {
                levels = levels.then(" when ?::uuid then ?::int", matrix.ref().id(), level.get());
            }
        }
        return levels;
    }
}
