package redoubt.bench.scenario;

import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;
import redoubt.bench.load.Run;
import redoubt.bench.machine.LoadAverage;
import redoubt.bench.machine.Processors;
import redoubt.bench.report.Spread;

/** The figures of the product at one number of clients, round after round. */
final class Turn {

    final Spread limit = new Spread();
    final Spread product = new Spread();
    final Spread ratio = new Spread();
    final Spread limitLatency = new Spread();
    final Spread median = new Spread();
    final Spread slow = new Spread();
    final Spread backlog = new Spread();
    final Spread load = new Spread();
    private final Map<String, Spread> processors = new LinkedHashMap<>();

    void limit(double rate, double latency) {
        limit.add(rate);
        limitLatency.add(latency);
    }

    /** Adds a run of the product, which is compared with the limit's rate of the same round. */
    void product(Run run, double limitRate, Processors.Reading before, Processors.Reading after) {
        product(run.rate(), run.latency(), limitRate, before, after);
    }

    /** The same of whatever else has a rate and latencies in microseconds. */
    void product(
            double rate, Histogram latency, double limitRate, Processors.Reading before, Processors.Reading after) {
        product.add(rate);
        ratio.add(rate / limitRate);
        median.add(latency.getValueAtPercentile(50) / 1e3);
        slow.add(latency.getValueAtPercentile(99) / 1e3);
        load.add(LoadAverage.now());
        after.since(before)
                .forEach((name, share) ->
                        processors.computeIfAbsent(name, _ -> new Spread()).add(share));
    }

    /** The median share of the machine that somebody took during the product's turns. */
    String processors(String name) {
        return processors.getOrDefault(name, new Spread()).percent();
    }
}
