package redoubt.query.grc;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redoubt.grc.Control;

/** How far a control brings risks down, the more the worse they are, for the effort it takes. Pure. */
final class RankingScore {

    private RankingScore() {}

    /** Zero while the effort is unknown; risks that are not rated both ways do not count. */
    static BigDecimal of(Control.@Nullable Effort effort, List<LinkedRisk> planned) {
        if (effort == null) {
            return BigDecimal.ZERO;
        }
        long gain = 0;
        for (LinkedRisk risk : planned) {
            Integer level = risk.level();
            Integer residual = risk.residual();
            if (level != null && residual != null && level >= 0 && residual >= 0) {
                gain += (1L + level - residual) * (level + 1L);
            }
        }
        return Rounded.of(BigDecimal.valueOf(gain)
                .divide(BigDecimal.valueOf(effort.weight()), Rounded.DIGITS, RoundingMode.HALF_UP)
                .abs());
    }
}
