package redoubt.query.changes;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import redoubt.grc.RiskAcceptanceExpired;
import redoubt.grc.Task;
import redoubt.grc.TaskOverdue;
import redoubt.model.Catalogue;
import redoubt.query.history.Difference;

/**
 * What several events of one resource came to. What was changed and changed back is no difference; that something happened is told.
 * What comes of a stretch of the log and what comes of the next one are, the one after the other, what comes of both.
 *
 * @param was whether it was there before
 * @param is whether it is there afterwards
 * @param members what was changed, by the path of the member in camelCase. What was changed back stays: a later change need not
 *     begin with the same value, since nobody is told of what is as it is by default when something comes or goes
 * @param expired whether the last that was heard of its acceptance is that it came to its end; null for nothing
 * @param overdue whether its day is over by now; null for nothing heard
 * @param folder in which it was last
 * @param name by which it was known last; null for none
 * @param position of the last event
 * @param events how many there were
 */
record Net(
        boolean was,
        boolean is,
        Map<String, Span> members,
        @Nullable Boolean expired,
        @Nullable Boolean overdue,
        @Nullable String folder,
        @Nullable String name,
        long position,
        int events) {

    private static final String OVERDUE = Catalogue.factName(TaskOverdue.class);
    private static final String EXPIRED = Catalogue.factName(RiskAcceptanceExpired.class);

    /** The values of a member before and afterwards. */
    record Span(@Nullable Object old, @Nullable Object now) {

        boolean nothing() {
            return Objects.equals(old, now);
        }
    }

    /** What one event came to. */
    static Net of(Happened happened) {
        Map<String, Span> members = new TreeMap<>();
        for (Difference difference : happened.changes()) {
            if (difference.added() == null) {
                members.put(difference.path(), new Span(difference.before(), difference.after()));
            }
        }
        String participle = happened.type().substring(happened.type().indexOf('.') + 1);
        return new Net(
                !participle.equals("created"),
                !participle.equals("deleted"),
                members,
                expired(happened.type(), members),
                overdue(happened.type(), members),
                happened.folder(),
                happened.name(),
                happened.position(),
                1);
    }

    /** An acceptance that begins, or is taken back, says anew what became of it. */
    private static @Nullable Boolean expired(String type, Map<String, Span> members) {
        if (type.equals(EXPIRED)) {
            return true;
        }
        return members.containsKey("acceptance.acceptedAt") ? Boolean.FALSE : null;
    }

    private static @Nullable Boolean overdue(String type, Map<String, Span> members) {
        if (type.equals(OVERDUE)) {
            return true;
        }
        Span status = members.get("status");
        boolean ended = status != null && status.now() instanceof Task.Status now && !now.open();
        return (ended || members.containsKey("dueDate")) ? Boolean.FALSE : null;
    }

    /** The same with what came later. */
    Net then(Net later) {
        Map<String, Span> all = new TreeMap<>(members);
        later.members.forEach((path, span) -> {
            Span before = all.get(path);
            all.put(path, before == null ? span : new Span(before.old(), span.now()));
        });
        return new Net(
                was,
                later.is,
                all,
                later.expired == null ? expired : later.expired,
                later.overdue == null ? overdue : later.overdue,
                later.folder,
                later.name == null ? name : later.name,
                later.position,
                events + later.events);
    }

    /** The same with what happened to something that came with it. */
    Net with(Net borne) {
        return new Net(
                was,
                is,
                members,
                expired,
                overdue,
                folder,
                name,
                Math.max(position, borne.position),
                events + borne.events);
    }

    /** What happened to something, as far as it counts for what that came with. */
    Net toBearer() {
        return new Net(true, true, Map.of(), null, null, folder, null, position, events);
    }

    /** A member, if it is different. */
    @Nullable
    Span member(String path) {
        Span span = members.get(path);
        return span == null || span.nothing() ? null : span;
    }
}
