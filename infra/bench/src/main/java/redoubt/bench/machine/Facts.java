package redoubt.bench.machine;

import java.util.Locale;

/** What a reader must know of the machine to judge the figures. */
public final class Facts {

    private Facts() {}

    /** Processor, memory, system and Java in one line. */
    public static String line() {
        var model = ProcFiles.read("cpuinfo").stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown processor");
        var memory = ProcFiles.read("meminfo").stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith("MemTotal:"))
                .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1_048_576.0)
                .findFirst()
                .orElse(0);
        return String.format(
                Locale.ROOT,
                "%d x %s, %.0f GB, %s %s, Java %s",
                Runtime.getRuntime().availableProcessors(),
                model,
                memory,
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                Runtime.version());
    }
}
