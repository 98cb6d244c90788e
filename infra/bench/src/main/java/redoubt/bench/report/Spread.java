package redoubt.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The same figure from every round: its median is what counts, its extremes say how much to believe it. */
public final class Spread {

    private final List<Double> values = new ArrayList<>();

    /** Adds the figure of a round. */
    public void add(double value) {
        values.add(value);
    }

    /** The middle one, or the mean of the two in the middle; NaN if there is none. */
    public double median() {
        if (values.isEmpty()) {
            return Double.NaN;
        }
        var sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** The least one; NaN if there is none. */
    public double least() {
        return values.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
    }

    /** The greatest one; NaN if there is none. */
    public double greatest() {
        return values.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
    }

    /** The median and in brackets the extremes, with so many decimals. */
    public String text(int decimals) {
        if (values.isEmpty()) {
            return "–";
        }
        var format = "%,." + decimals + "f";
        var all = format + " (" + format + "–" + format + ")";
        return String.format(Locale.ROOT, all, median(), least(), greatest());
    }

    /** The median alone, with so many decimals. */
    public String middle(int decimals) {
        return values.isEmpty() ? "–" : String.format(Locale.ROOT, "%,." + decimals + "f", median());
    }

    /** The median of shares of 1, as a percentage. */
    public String percent() {
        return values.isEmpty() ? "–" : String.format(Locale.ROOT, "%.0f %%", median() * 100);
    }
}
