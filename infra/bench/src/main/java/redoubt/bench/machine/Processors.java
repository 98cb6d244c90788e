package redoubt.bench.machine;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Who used the processors: some named processes with all their descendants, this process, and everybody else.
 *
 * <p>The named ones must live on: what an ended child used is found in its parent.
 */
public final class Processors {

    private static final String SELF = "generator";
    private static final String FOREIGN = "others";
    private static final int NAME_AND_STATE = 2;

    private final Map<String, Long> pids;

    /**
     * Watches these processes, by names for them, besides this one.
     *
     * @param pids the numbers of the processes
     */
    public Processors(Map<String, Long> pids) {
        this.pids = new LinkedHashMap<>(pids);
    }

    /** Everything used so far. */
    public Reading read() {
        var total = Arrays.stream(ProcFiles.read("stat")
                        .orElseThrow()
                        .lines()
                        .findFirst()
                        .orElseThrow()
                        .substring("cpu ".length())
                        .strip()
                        .split(" "))
                .mapToLong(Long::parseLong)
                .limit(8)
                .toArray();
        long idle = total[3] + total[4];
        long all = Arrays.stream(total).sum();
        var used = new LinkedHashMap<String, Long>();
        pids.forEach((name, pid) -> used.put(name, tree(pid)));
        used.put(SELF, ticks(ProcessHandle.current().pid()));
        long known = used.values().stream().mapToLong(Long::longValue).sum();
        used.put(FOREIGN, all - idle - known);
        return new Reading(all, used);
    }

    private static long tree(long pid) {
        var children = ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::descendants)
                .map(ProcessHandle::pid);
        return Stream.concat(Stream.of(pid), children)
                .mapToLong(Processors::ticks)
                .sum();
    }

    /** User and system time of a process and of its ended children. */
    private static long ticks(long pid) {
        return ProcFiles.read(Long.toString(pid), "stat")
                .map(text -> text.substring(text.lastIndexOf(')') + 2).split(" "))
                .map(fields -> Arrays.stream(fields, 13 - NAME_AND_STATE, 17 - NAME_AND_STATE)
                        .mapToLong(Long::parseLong)
                        .sum())
                .orElse(0L);
    }

    /**
     * The clocks at one moment.
     *
     * @param all ticks of all processors, idle or not
     * @param used ticks by name
     */
    public record Reading(long all, Map<String, Long> used) {

        /** The share of the whole machine that each took since an earlier reading, 1 being all processors. */
        public Map<String, Double> since(Reading before) {
            var shares = new LinkedHashMap<String, Double>();
            double time = Math.max(1, all - before.all);
            used.forEach(
                    (name, ticks) -> shares.put(name, Math.max(0, ticks - before.used.getOrDefault(name, 0L)) / time));
            return shares;
        }
    }
}
