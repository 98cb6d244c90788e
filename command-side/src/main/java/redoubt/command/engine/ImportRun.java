package redoubt.command.engine;

import java.util.HashMap;
import java.util.Map;
import org.axonframework.messaging.eventstreaming.Tag;
import org.jspecify.annotations.Nullable;
import redoubt.command.Instruction;
import redoubt.command.engine.Asides.Aside;

/** One import on its way through its rows. Used by one thread after the other. */
final class ImportRun<R> {

    private final Instruction instruction;
    private final Class<R> type;
    private final Map<Tag, Long> taken = new HashMap<>();
    private @Nullable Aside aside;
    private long rows;

    /** @param aside where events wait; null if rows are only judged */
    ImportRun(Instruction instruction, Class<R> type, @Nullable Aside aside) {
        this.instruction = instruction;
        this.type = type;
        this.aside = aside;
    }

    Instruction instruction() {
        return instruction;
    }

    Class<R> type() {
        return type;
    }

    /** Where events wait; null once nothing will come of them. */
    @Nullable
    Aside aside() {
        return aside;
    }

    /** How many rows were judged. */
    long rows() {
        return rows;
    }

    /** Counts a row and tells its index. */
    long next() {
        return rows++;
    }

    /** Takes a unique value for a row; tells which earlier row has it, or null. */
    @Nullable
    Long take(Tag value, long row) {
        return taken.putIfAbsent(value, row);
    }

    /** A row was refused: nothing will be created, and further rows are only judged. */
    void refused() {
        aside = null;
    }
}
