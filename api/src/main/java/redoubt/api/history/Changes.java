package redoubt.api.history;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redoubt.api.dialect.Values;
import redoubt.api.resource.Showing;
import redoubt.model.Known;
import redoubt.model.Ref;
import redoubt.model.wire.Naming;
import redoubt.query.history.Difference;
import redoubt.query.history.Timeline;
import tools.jackson.core.JsonGenerator;

/** Differences as clients read them. References that the reader may not see are counted, not named. */
public final class Changes {

    private static final int LONGEST = 2_000;
    private static final String SECRET = "***";

    private final Showing showing;
    private final Timeline timeline;

    /** Differences as {@code showing} spells them. */
    public Changes(Showing showing, Timeline timeline) {
        this.showing = showing;
        this.timeline = timeline;
    }

    /** What is different between two states of a thing. */
    <R> List<Difference> between(@Nullable Known<R> before, @Nullable Known<R> after) {
        return timeline.between(before == null ? null : before.state(), after == null ? null : after.state());
    }

    /** Every reference that the differences mention. */
    public static void collect(List<Difference> differences, Collection<Ref<?>> into) {
        for (Difference difference : differences) {
            collect(difference.before(), into);
            collect(difference.after(), into);
            collect(difference.added(), into);
            collect(difference.removed(), into);
        }
    }

    private static void collect(@Nullable Object value, Collection<Ref<?>> into) {
        if (value instanceof Ref<?> ref) {
            into.add(ref);
        } else if (value instanceof List<?> list) {
            list.forEach(each -> collect(each, into));
        }
    }

    /** The name of the member on the wire. */
    String field(Difference difference) {
        return naming().path(difference.path());
    }

    /**
     * Writes the differences.
     *
     * @param visible the references that the reader may see
     * @param whole whether long texts are written to their end
     */
    public void write(List<Difference> differences, Collection<Ref<?>> visible, boolean whole, JsonGenerator out) {
        out.writeStartArray();
        each(differences, null, visible, whole, out);
        out.writeEndArray();
    }

    /** The same as part of a list, in which each says what it is about. */
    void each(
            List<Difference> differences,
            @Nullable Ref<?> about,
            Collection<Ref<?>> visible,
            boolean whole,
            JsonGenerator out) {
        for (Difference difference : differences) {
            Map<String, @Nullable Object> told = new LinkedHashMap<>();
            Map<String, Object> hidden = new LinkedHashMap<>();
            if (difference.added() != null && difference.removed() != null) {
                told.put("added", seen("added", difference.added(), visible, hidden));
                told.put("removed", seen("removed", difference.removed(), visible, hidden));
            } else {
                if (SECRET.equals(difference.before()) && SECRET.equals(difference.after())) {
                    told.put("changed", true);
                }
                told.put("old", seen("old", brief(difference.before(), whole), visible, hidden));
                told.put("new", seen("new", brief(difference.after(), whole), visible, hidden));
            }
            if (!hidden.isEmpty()) {
                told.put("hidden", hidden);
            }
            out.writeStartObject();
            if (about != null) {
                resource(about, out);
            }
            out.writeStringProperty("field", field(difference));
            told.forEach((name, value) -> {
                out.writeName(name);
                Values.write(value, out, naming());
            });
            out.writeEndObject();
        }
    }

    /** Which one something is about, where it can be about several. */
    static void resource(Ref<?> about, JsonGenerator out) {
        out.writeName("resource");
        out.writeStartObject();
        out.writeStringProperty("type", about.noun());
        out.writeStringProperty("id", about.id());
        out.writeEndObject();
    }

    private static @Nullable Object seen(
            String name, @Nullable Object value, Collection<Ref<?>> visible, Map<String, Object> hidden) {
        if (value instanceof Ref<?> ref && !visible.contains(ref)) {
            hidden.put(name, 1);
            return null;
        }
        if (value instanceof List<?> list) {
            List<Object> kept = new ArrayList<>();
            for (Object each : list) {
                if (!(each instanceof Ref<?> ref) || visible.contains(ref)) {
                    kept.add(each);
                }
            }
            if (kept.size() < list.size()) {
                hidden.put(name, list.size() - kept.size());
            }
            return kept;
        }
        return value;
    }

    private static @Nullable Object brief(@Nullable Object value, boolean whole) {
        if (whole || !(value instanceof String text) || text.codePointCount(0, text.length()) < LONGEST) {
            return value;
        }
        return text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "…";
    }

    private Naming naming() {
        return showing.dialect().naming();
    }
}
