package redoubt.bench.scenario;

import java.util.ArrayList;
import java.util.List;
import redoubt.bench.product.LoggedRisk;
import redoubt.bench.product.Product;

/** Risks of every rating and status, created through the API, so that the program itself derives what follows. */
final class Templates {

    private static final int LEVELS = 5;

    /** Open ones are the most common. */
    private static final List<String> STATUSES = List.of("open", "open", "in_progress", "mitigated", "closed");

    private Templates() {}

    static List<LoggedRisk> create(Product product, String folder) {
        var templates = new ArrayList<LoggedRisk>();
        for (int i = 0; i < STATUSES.size() * LEVELS * LEVELS; i++) {
            int likelihood = i / LEVELS % LEVELS + 1;
            int impact = i % LEVELS + 1;
            var id = product.api().create(RiskRequests.PATH, """
                {"name": "Template %1$d", "description": "A pattern.", "ref_id": "T-%1$d", "folder": "%2$s",
                 "status": "%3$s", "treatment": "mitigate", "likelihood": %4$d, "impact": %5$d,
                 "inherent_likelihood": %6$d, "inherent_impact": %7$d, "residual_likelihood": %8$d,
                 "residual_impact": %9$d, "due_date": "2026-12-31", "review_date": "2026-06-30"}
                """.formatted(
                            i,
                            folder,
                            STATUSES.get(i / (LEVELS * LEVELS)),
                            likelihood,
                            impact,
                            Math.min(LEVELS, likelihood + 1),
                            Math.min(LEVELS, impact + 1),
                            Math.max(1, likelihood - 1),
                            Math.max(1, impact - 1)));
            templates.add(LoggedRisk.of(id, product.database()));
        }
        return templates;
    }
}
