package redoubt.api.dialect;

import java.util.List;

/** Which dialect is spoken where. */
public final class Dialects {

    /** What lies below the common prefix and is no part of the dialect that has it for itself. */
    private static final List<String> GRC = List.of("/api/v1", "/api/docs", "/api/redoc", "/api/schema");

    private Dialects() {}

    /** The dialect of a path, whether or not anything is there. */
    public static Dialect at(String path) {
        return threatModelling(path) ? ThreatModelling.DIALECT : Grc.DIALECT;
    }

    /** Whether it is the one of threat modelling. */
    public static boolean threatModelling(String path) {
        return path.startsWith(ThreatModelling.DIALECT.prefix() + "/")
                && GRC.stream().noneMatch(each -> below(path, each));
    }

    private static boolean below(String path, String prefix) {
        return path.startsWith(prefix) && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
    }
}
