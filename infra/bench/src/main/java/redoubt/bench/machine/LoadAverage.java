package redoubt.bench.machine;

/** How many were waiting for a processor, on average over the last minute; our own threads are among them. */
public final class LoadAverage {

    private LoadAverage() {}

    /** The figure at this moment. */
    public static double now() {
        var text = ProcFiles.read("loadavg").orElseThrow();
        return Double.parseDouble(text.substring(0, text.indexOf(' ')));
    }
}
