package redoubt.query.grc;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;
import redoubt.grc.Control;

/** What a control costs in a year: building it, spread over the years, and running it. Pure. */
public final class AnnualCost {

    /** What a day of somebody's work costs. */
    static final BigDecimal DAILY_RATE = BigDecimal.valueOf(500);

    /** The same in SQL, for the table {@code t}; it is in an index like this. */
    public static final String SQL =
            "coalesce(round(((t.cost #>> '{build,fixed_cost}')::numeric + (t.cost #>> '{build,people_days}')::numeric *"
                    + " 500) / (t.cost ->> 'amortization_period')::numeric + (t.cost #>> '{run,fixed_cost}')::numeric +"
                    + " (t.cost #>> '{run,people_days}')::numeric * 500, 4), 0)";

    /** How many digits are kept until all is added up. */
    private static final int EXACT = 30;

    private AnnualCost() {}

    /** Nothing if nobody has said what it costs. */
    static BigDecimal of(Control.@Nullable Cost cost) {
        return cost == null
                ? BigDecimal.ZERO
                : Rounded.of(worth(cost.build())
                        .divide(cost.amortizationPeriod(), EXACT, RoundingMode.HALF_UP)
                        .add(worth(cost.run())));
    }

    private static BigDecimal worth(Control.Outlay outlay) {
        return outlay.fixedCost().add(outlay.peopleDays().multiply(DAILY_RATE));
    }
}
