package redoubt.infra.postgres;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** How our own server is set: as safe as a server is by default, and as large as suits a laptop. */
final class ServerSettings {

    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            // What is acknowledged stays: these are PostgreSQL's defaults, named so that no file or variable undoes
            // them.
            Map.entry("fsync", "on"),
            Map.entry("synchronous_commit", "on"),
            Map.entry("full_page_writes", "on"),
            // Nobody but this machine, and no socket file whose path could be too long for the kernel.
            Map.entry("listen_addresses", "127.0.0.1"),
            Map.entry("unix_socket_directories", ""),
            Map.entry("max_connections", "100"),
            Map.entry("shared_buffers", "128MB"),
            Map.entry("effective_cache_size", "1GB"),
            Map.entry("work_mem", "16MB"),
            Map.entry("maintenance_work_mem", "128MB"),
            // A log of events is written far more than it is read back: fewer checkpoints, smaller page images.
            // The packed server is built without lz4, so the images are compressed its own way.
            Map.entry("wal_compression", "pglz"),
            Map.entry("max_wal_size", "2GB"),
            Map.entry("min_wal_size", "80MB"),
            Map.entry("checkpoint_timeout", "10min"),
            // What comes and goes by the thousand is tidied before it has become much.
            Map.entry("autovacuum_naptime", "15s"),
            Map.entry("random_page_cost", "1.1"),
            Map.entry("jit", "off"),
            Map.entry("timezone", "UTC"),
            Map.entry("log_timezone", "UTC"),
            Map.entry("log_checkpoints", "off"),
            // A week of logs, each day's file written over by the same day of the next week.
            Map.entry("logging_collector", "on"),
            Map.entry("log_filename", "postgres-%a.log"),
            Map.entry("log_truncate_on_rotation", "on"),
            Map.entry("log_rotation_age", "1d"),
            Map.entry("log_rotation_size", "0"));

    private ServerSettings() {}

    /** The arguments that set everything, the given settings before our own. */
    static List<String> arguments(Map<String, String> overrides) {
        var all = new TreeMap<>(DEFAULTS);
        all.putAll(overrides);
        return all.entrySet().stream()
                .flatMap(setting -> Stream.of("-c", setting.getKey() + "=" + setting.getValue()))
                .toList();
    }
}
