package redoubt.infra.sweep;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import redoubt.infra.acceptance.Reply;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an answer tells whoever asked.
 *
 * @param status the number
 * @param headers but those that tell the time, how much may still be asked for, and what the body tells
 * @param text the body, without clocks and without what was asked about
 */
record Answer(int status, Map<String, List<String>> headers, String text) {

    private static final Set<String> TIMES = Set.of(
            "date",
            "content-length",
            "etag",
            "x-redoubt-position",
            "x-redoubt-projection-position",
            "x-redoubt-export-to",
            "content-disposition");

    /**
     * What moves with everything that happens anywhere: how far the log is, when a token was used last, when to come back.
     * Whoever may ask at all may know it.
     */
    private static final Pattern CLOCKS = Pattern.compile(
            "(\"(?:head|next_after|position|checkpoint_position|last_used_at|last_used_ip)\":|\\{\"after\":(?=\\d)|^(?:id|retry):"
                + " ?)(?:\\d+|\"[^\"]*\"|null)",
            Pattern.MULTILINE);

    /** What a question told, about the value that stood in it. */
    static Answer of(Reply reply, String value) {
        Map<String, List<String>> headers = new TreeMap<>();
        reply.headers().map().forEach((name, values) -> {
            String plain = name.toLowerCase(java.util.Locale.ROOT);
            if (!TIMES.contains(plain) && !plain.contains("ratelimit")) {
                headers.put(
                        plain, values.stream().map(each -> without(each, value)).toList());
            }
        });
        return new Answer(reply.status(), headers, without(reply.text(), value));
    }

    /** What a change told: whether it was made, and else why not. What was made is new each time. */
    static Answer toChange(Reply reply, String value) {
        Answer all = of(reply, value);
        if (all.status() >= 300) {
            return all;
        }
        return new Answer(
                all.status(),
                new TreeMap<>(Map.of("names", List.copyOf(all.headers().keySet()))),
                shape(all.text()));
    }

    private static String without(String text, String value) {
        return CLOCKS.matcher(text.replace(value, "«»")).replaceAll("$1«»");
    }

    /** In a line. */
    String excerpt() {
        return status + " " + headers.keySet() + " " + (text.length() > 300 ? text.substring(0, 300) + "…" : text);
    }

    /** The members that there are, without what they hold. */
    private static String shape(String text) {
        try {
            JsonNode json = JsonMapper.shared().readTree(text);
            return json.isObject()
                    ? String.join(",", json.propertyNames())
                    : json.getNodeType().name();
        } catch (JacksonException notJson) {
            return text.isEmpty() ? "" : "text";
        }
    }
}
