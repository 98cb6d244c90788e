package redoubt.command;

import java.util.List;
import org.jspecify.annotations.Nullable;
import redoubt.model.Event;
import redoubt.model.Known;

/**
 * What came of an act.
 *
 * @param events what happened, as recorded; empty when nothing changed
 * @param known the target afterwards; null when it is gone
 * @param answer what the behaviour answers beside that: strings, numbers, booleans, dates, lists and maps of them, or a
 *     {@link Known}; null for nothing
 * @param position the position of the last event of the whole command; 0 when nothing changed
 */
public record Outcome<R>(
        List<Event<?>> events,
        @Nullable Known<R> known,
        @Nullable Object answer,
        long position) {}
