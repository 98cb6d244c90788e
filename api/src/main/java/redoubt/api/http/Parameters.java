package redoubt.api.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import redoubt.model.failure.Complaints;
import redoubt.model.wire.Codec;
import redoubt.model.wire.Json;
import redoubt.model.wire.Naming;

/**
 * The query parameters of one request. Whoever understands a parameter takes it; what nobody took is a complaint in the
 * end, because a misspelt filter that silently returns everything is worse than an error. Used by one thread at a time.
 */
public final class Parameters {

    private static final String REPLACEMENT = "\uFFFD";

    private final String raw;
    private final Map<String, List<String>> values = new LinkedHashMap<>();
    private final Set<String> taken = new HashSet<>();
    private final Complaints complaints = new Complaints();

    /** Parses a query string as it stands in the URI; null for none. */
    public Parameters(@Nullable String raw) {
        this.raw = raw == null ? "" : raw;
        for (String pair : this.raw.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = decode(equals < 0 ? pair : pair.substring(0, equals), pair);
                String value = equals < 0 ? "" : decode(pair.substring(equals + 1), name);
                values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
            }
        }
    }

    /** The query string as it came, without the question mark. */
    public String raw() {
        return raw;
    }

    /** The names of all that were sent. */
    public Set<String> names() {
        return Set.copyOf(values.keySet());
    }

    /** What is wrong so far, by the name of the parameter; takers add to it. */
    public Complaints complaints() {
        return complaints;
    }

    /** All values of a parameter, in order; empty if it was not sent. */
    public List<String> all(String name) {
        taken.add(name);
        return values.getOrDefault(name, List.of());
    }

    /** The value of a parameter that may be sent once; null if it was not sent. */
    public @Nullable String one(String name) {
        List<String> all = all(name);
        if (all.size() > 1) {
            complaints.add(name, "This parameter may be given once.");
        }
        return all.isEmpty() ? null : all.getFirst();
    }

    /** The value of a switch; {@code fallback} if it was not sent. */
    public boolean flag(String name, boolean fallback) {
        String value = one(name);
        if (value == null || value.equals("true") || value.equals("false")) {
            return value == null ? fallback : value.equals("true");
        }
        complaints.add(name, "Must be true or false.");
        return fallback;
    }

    /** A whole number between two bounds, both included; {@code fallback} if it was not sent. */
    public int number(String name, int fallback, int least, int greatest) {
        String value = one(name);
        if (value == null) {
            return fallback;
        }
        if (value.matches("\\d{1,9}")) {
            int number = Integer.parseInt(value);
            if (number >= least && number <= greatest) {
                return number;
            }
        }
        complaints.add(name, "Must be a whole number from " + least + " to " + greatest + ".");
        return fallback;
    }

    /** A moment, RFC 3339 with an offset; null if it was not sent. */
    public @Nullable Instant moment(String name) {
        String value = one(name);
        // A plus that nobody encoded has become a space on the way.
        return value == null
                ? null
                : Codec.<Instant>of(Instant.class)
                        .read(
                                Json.MAPPER.getNodeFactory().stringNode(value.replace(' ', '+')),
                                Naming.SNAKE,
                                name,
                                complaints);
    }

    /** A position of the log; {@code fallback} if it was not sent. */
    public long position(String name, long fallback) {
        String value = one(name);
        if (value == null || value.matches("0{0,17}[1-9]\\d{0,14}")) {
            return value == null ? fallback : Long.parseLong(value);
        }
        complaints.add(name, "Must be a position of the log.");
        return fallback;
    }

    /** The parts between commas of all values of a parameter. */
    public List<String> list(String name) {
        return all(name).stream()
                .flatMap(value -> List.of(value.split(",", -1)).stream())
                .toList();
    }

    /**
     * Every complaint is in; parameters that nobody took are the last of them.
     *
     * @throws redoubt.model.failure.Refused if there is any
     */
    public void finish() {
        for (String name : values.keySet()) {
            if (!taken.contains(name)) {
                complaints.add(name, "Unknown parameter.");
            }
        }
        if (!complaints.isEmpty()) {
            throw new redoubt.model.failure.Refused(Spelled.all(complaints));
        }
    }

    private String decode(String encoded, String name) {
        try {
            String text = URLDecoder.decode(encoded, StandardCharsets.UTF_8);
            if (text.indexOf('\0') >= 0) {
                complaints.add(name, "Null characters are not allowed.");
            } else if (text.contains(REPLACEMENT)
                    && !encoded.toUpperCase(java.util.Locale.ROOT).contains("%EF%BF%BD")) {
                complaints.add(name, "Not valid UTF-8.");
            }
            return text;
        } catch (IllegalArgumentException _) {
            complaints.add(name, "Not validly percent-encoded.");
            return "";
        }
    }
}
