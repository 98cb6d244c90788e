package redoubt.model.failure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Collects what is wrong with an input, so that a client learns everything at once. Not safe for several threads. */
public final class Complaints {

    /** The member under which complaints about the input as a whole stand. */
    public static final String WHOLE = "non_field_errors";

    private final Map<String, List<String>> byPath = new LinkedHashMap<>();

    /** Adds a message about the member at that path; the same message is not repeated. */
    public void add(String path, String message) {
        List<String> messages = byPath.computeIfAbsent(path, _ -> new ArrayList<>());
        if (!messages.contains(message)) {
            messages.add(message);
        }
    }

    /** Adds all messages of another failure. */
    public void addAll(Failure.Invalid invalid) {
        invalid.details().forEach((path, messages) -> messages.forEach(message -> add(path, message)));
    }

    /** Whether there is a complaint about the member itself or anything inside it. */
    public boolean about(String member) {
        return byPath.keySet().stream().anyMatch(path -> path.equals(member) || path.startsWith(member + "."));
    }

    /** Whether nothing is wrong. */
    public boolean isEmpty() {
        return byPath.isEmpty();
    }

    /** The failure that tells all of it. */
    public Failure.Invalid toFailure() {
        return toFailure(Function.identity());
    }

    /** The failure that tells all of it, with every path spelled in the manner of a dialect. */
    public Failure.Invalid toFailure(Function<String, String> spelling) {
        Map<String, List<String>> details = new LinkedHashMap<>();
        byPath.forEach((path, messages) -> details.put(spelling.apply(path), List.copyOf(messages)));
        return new Failure.Invalid(details);
    }
}
