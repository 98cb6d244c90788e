package redoubt.query.audit;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import redoubt.model.Change;
import redoubt.model.Created;
import redoubt.model.Deleted;
import redoubt.model.Event;
import redoubt.model.Fact;
import redoubt.model.Field;
import redoubt.model.Patch;
import redoubt.model.PersonalData;
import redoubt.model.Ref;
import redoubt.model.Secret;
import redoubt.model.Shape;
import redoubt.model.Updated;
import redoubt.model.wire.Naming;
import redoubt.query.history.Difference;
import redoubt.query.history.Timeline;

/**
 * What an event touched, as it is looked for. Who somebody is, and what is secret, is not: what is kept here would outlive
 * their key.
 *
 * @param fields the members, and everything that they are part of, in snake_case
 * @param text what can be searched
 * @param before what the fields were that it changed; null if it changed none of something that was there
 */
public record Touched<R>(
        Set<String> fields, String text, @Nullable Patch<R> before) {

    private static final char BETWEEN = '\u001F';

    /** Of an event in which nothing can be read. */
    public static String beside(@Nullable String label, String command) {
        return (label == null ? "" : label) + BETWEEN + command;
    }

    /**
     * What an event touched.
     *
     * @param before the state before it; null if there was none, or it is not known
     */
    public static <R> Touched<R> by(Event<R> event, @Nullable R before, Timeline timeline) {
        Patch<R> old = was(event.change(), before);
        List<Difference> differences = differences(event, old, timeline);
        Shape<R> shape = Shape.of(event.ref().type());
        Set<String> fields = new TreeSet<>();
        StringBuilder text = new StringBuilder(
                beside(event.envelope().label(), event.envelope().command()));
        for (Difference difference : differences) {
            path(Naming.SNAKE.path(difference.path()), fields);
            if (told(shape, difference)) {
                texts(difference).forEach(each -> text.append(BETWEEN).append(each));
            }
        }
        return new Touched<>(fields, text.toString(), old);
    }

    /**
     * What became different by an event.
     *
     * @param before what the fields were that it changed; null if that is not known
     */
    public static <R> List<Difference> differences(Event<R> event, @Nullable Patch<R> before, Timeline timeline) {
        R nothing = Patch.of(event.ref().type()).create();
        return switch (event.change()) {
            case Created<R> created -> timeline.between(null, created.state());
            case Deleted<R> deleted -> timeline.between(deleted.last(), null);
            case Updated<R> updated -> differences(updated.patch(), before, nothing, timeline);
            case Fact<R> fact
            when fact.begins() -> timeline.between(null, fact.effect().create());
            case Fact<R> fact -> differences(fact.effect(), before, nothing, timeline);
        };
    }

    /** Only the fields that were changed count, so the rest may be anything, as long as it is the same. */
    private static <R> List<Difference> differences(
            Patch<R> patch, @Nullable Patch<R> before, R nothing, Timeline timeline) {
        if (before == null) {
            return timeline.between(nothing, patch.applyTo(nothing));
        }
        R old = before.applyTo(nothing);
        return timeline.between(old, patch.only(before::has).applyTo(old));
    }

    private static <R> @Nullable Patch<R> was(Change<R> change, @Nullable R before) {
        return before == null || Change.begins(change) || change instanceof Deleted<R>
                ? null
                : Patch.between(Objects.requireNonNull(Change.evolve(before, change)), before);
    }

    private static void path(String path, Set<String> fields) {
        for (int dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1)) {
            fields.add(path.substring(0, dot));
        }
        fields.add(path);
    }

    private static boolean told(Shape<?> shape, Difference difference) {
        String member = difference.path().split("\\.", 2)[0];
        return shape.fields().stream()
                .filter(field -> field.name().equals(member))
                .noneMatch(field -> field.is(PersonalData.class) || field.is(Secret.class));
    }

    private static List<String> texts(Difference difference) {
        List<String> found = new ArrayList<>();
        collect(difference.before(), found);
        collect(difference.after(), found);
        collect(difference.added(), found);
        collect(difference.removed(), found);
        return found;
    }

    private static void collect(@Nullable Object value, List<String> found) {
        switch (value) {
            case null -> {}
            case Ref<?> _ -> {}
            case String text -> found.add(text);
            case BigDecimal number -> found.add(number.toPlainString());
            case Enum<?> constant -> found.add(Naming.SNAKE.constant(constant));
            case List<?> list -> list.forEach(each -> collect(each, found));
            case Record whole -> fields(whole, found);
            default -> found.add(value.toString());
        }
    }

    @SuppressWarnings("unchecked")
    private static <C> void fields(C whole, List<String> found) {
        for (Field<C, ?> field : Shape.of((Class<C>) whole.getClass()).fields()) {
            collect(field.of(whole), found);
        }
    }
}
