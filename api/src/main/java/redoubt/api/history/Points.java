package redoubt.api.history;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redoubt.api.http.Parameters;
import redoubt.model.failure.Complaints;
import redoubt.model.wire.Codec;
import redoubt.model.wire.Json;
import redoubt.model.wire.Naming;
import redoubt.query.history.Timeline.Step;

/**
 * A point in the history of a thing: a version, a position of the log, or a moment. At most one is there.
 *
 * @param version of the thing
 * @param position of the log
 * @param instant by the clock
 */
record Points(
        @Nullable Long version,
        @Nullable Long position,
        @Nullable Instant instant) {

    /** Now. */
    static final Points LATEST = new Points(null, null, null);

    /** Reads a parameter; complaints go to the parameters, null if it was not sent. */
    static @Nullable Points read(String name, Parameters parameters) {
        String text = parameters.one(name);
        if (text == null) {
            return null;
        }
        if (text.matches("[vp]\\d{1,18}")) {
            Long number = Long.valueOf(text.substring(1));
            return text.startsWith("v") ? new Points(number, null, null) : new Points(null, number, null);
        }
        Instant instant = instant(text, name, new Complaints());
        if (instant == null) {
            parameters.complaints().add(name, "Use v and a version, p and a position, or RFC 3339 with an offset.");
        }
        return new Points(null, null, instant);
    }

    private static @Nullable Instant instant(String text, String name, Complaints complaints) {
        return Codec.<Instant>of(Instant.class)
                .read(Json.MAPPER.getNodeFactory().stringNode(text.replace(' ', '+')), Naming.SNAKE, name, complaints);
    }

    /** The same for something else that has other versions: where this one was in the version of that step. */
    Points elsewhere(Step<?> step) {
        return version == null ? this : new Points(null, step.event().position(), null);
    }

    /** The last of the steps that is not after this point, as an index; −1 if all of them are. */
    <R> int last(List<Step<R>> steps) {
        int last = -1;
        for (int i = 0; i < steps.size(); i++) {
            Step<R> step = steps.get(i);
            boolean after = (version != null && step.event().envelope().version() > version)
                    || (position != null && step.event().position() > position)
                    || (instant != null && step.event().envelope().at().isAfter(instant));
            if (!after) {
                last = i;
            }
        }
        return last;
    }
}
