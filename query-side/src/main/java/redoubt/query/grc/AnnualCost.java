package redoubt.query.grc;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;
import redoubt.grc.Control;

/** What a control costs in a year: building it, spread over the years, and running it. Pure. */
public final class AnnualCost {

    /** How many digits are kept until all is added up. */
    private static final int EXACT = 30;

    private AnnualCost() {}

    /** The same in SQL, for the table {@code t}; at the rate that organizations begin with, it is in an index. */
    public static String sql(BigDecimal rate) {
        return """
            coalesce(round(((t.cost #>> '{build,fixed_cost}')::numeric + (t.cost #>> '{build,people_days}')::numeric * %1$s)
                / (t.cost ->> 'amortization_period')::numeric + (t.cost #>> '{run,fixed_cost}')::numeric
                + (t.cost #>> '{run,people_days}')::numeric * %1$s, 4), 0)\
            """.formatted(rate.toPlainString());
    }

    /**
     * Nothing if nobody has said what it costs.
     *
     * @param rate what a day of somebody's work costs
     */
    static BigDecimal of(Control.@Nullable Cost cost, BigDecimal rate) {
        return cost == null
                ? BigDecimal.ZERO
                : Rounded.of(worth(cost.build(), rate)
                        .divide(cost.amortizationPeriod(), EXACT, RoundingMode.HALF_UP)
                        .add(worth(cost.run(), rate)));
    }

    private static BigDecimal worth(Control.Outlay outlay, BigDecimal rate) {
        return outlay.fixedCost().add(outlay.peopleDays().multiply(rate));
    }
}
