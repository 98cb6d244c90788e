package redoubt.infra.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which things of a list are meant. */
final class Narrowed {

    @Option(names = "--search", paramLabel = "WORDS", description = "Words that must occur.")
    private @Nullable String search;

    @Option(
            names = "--where",
            paramLabel = "NAME=VALUE",
            description = "A filter of the list, such as status=open; may be repeated.")
    private Map<String, String> where = new LinkedHashMap<>();

    /** The same as parameters of the list; a map of its own, to be added to. */
    Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>(where);
        if (search != null) {
            parameters.put("search", search);
        }
        return parameters;
    }
}
