package redoubt.bench.machine;

/** The memory of a process that is in RAM. */
public final class ResidentMemory {

    private static final double KILOBYTES_PER_MEGABYTE = 1024;

    private ResidentMemory() {}

    /**
     * In MB of 1,048,576 bytes, as the kernel counts it: shared pages included.
     *
     * @throws IllegalStateException if there is no such process
     */
    public static double of(long pid) {
        return ProcFiles.read(Long.toString(pid), "status").stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / KILOBYTES_PER_MEGABYTE)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Process " + pid + " has ended"));
    }
}
