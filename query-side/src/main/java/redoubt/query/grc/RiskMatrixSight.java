package redoubt.query.grc;

import redoubt.grc.RiskMatrix;
import redoubt.model.Known;
import redoubt.query.landscape.Extent;
import redoubt.query.sql.Viewpoint;

/** The matrices that somebody may see, in memory. */
final class RiskMatrixSight {

    private final Viewpoint from;
    private final Extent extent;

    RiskMatrixSight(Viewpoint from) {
        this.from = from;
        this.extent = from.extent("risk_matrix");
    }

    /** Published matrices are seen from every folder below theirs. */
    boolean sees(Known<RiskMatrix> matrix) {
        return Published.seen(
                extent, matrix.state().folder().id(), matrix.state().isPublished());
    }

    /** Whether some matrix in sight has a level with that slug. */
    boolean knows(String slug) {
        return from.land().matrices().stream()
                .filter(this::sees)
                .anyMatch(matrix -> matrix.state().definition().level(slug).isPresent());
    }
}
