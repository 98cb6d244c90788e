package redoubt.command.engine;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.axonframework.messaging.eventstreaming.Tag;
import org.jspecify.annotations.Nullable;
import redoubt.model.Bears;
import redoubt.model.Field;
import redoubt.model.Kind;
import redoubt.model.Link;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.model.Unique;
import redoubt.model.wire.Naming;

/**
 * The tags of an event: its resource; each reference that it makes or gives up; each unique value that it takes or
 * frees. With both sides tagged, everything that ever touched a reference or a value is one stream.
 */
final class Tags {

    private Tags() {}

    /** The tag under which the history of a resource stands. */
    static Tag of(Ref<?> ref) {
        return Tag.of(ref.noun(), ref.id());
    }

    /** The tag of pointing at something through a field. */
    static Tag pointing(Field<?, ?> field, Ref<?> target) {
        return Tag.of(key(field), target.id());
    }

    /** Those of what comes with something: its own, and those of what it is linked with from the beginning, or to the end. */
    @SuppressWarnings("unchecked")
    private static <C> Set<Tag> linked(Ref<?> ref, C state) {
        Shape<C> shape = (Shape<C>) Shape.of(ref.type());
        Set<Tag> tags = new HashSet<>();
        tags.add(of(ref));
        shape.references().stream()
                .filter(field -> field.is(Link.class))
                .forEach(field -> tags.addAll(of(shape, field, state)));
        return tags;
    }

    /** The tag of holding a unique value. A digest, so that no value is too long or too strange for a tag. */
    static Tag holding(Field<?, ?> field, @Nullable Object within, String value) {
        String scope = within instanceof Ref<?> ref ? ref.id() : Objects.toString(within, "");
        return Tag.of(key(field), digest(scope + '\0' + value.toLowerCase(Locale.ROOT)));
    }

    /**
     * All tags of a change from one state to another; null stands for "not there". Whatever comes and goes with something
     * else is found there for good: the coming and going of that one is in its history, and each change of it is in one
     * stream with those of its siblings.
     */
    static <R> Set<Tag> of(Ref<R> ref, @Nullable R before, @Nullable R after) {
        Set<Tag> tags = new HashSet<>();
        tags.add(of(ref));
        Shape<R> shape = Shape.of(ref.type());
        R present = after == null ? before : after;
        if (present != null) {
            shape.bearer().ifPresent(field -> tags.addAll(of(shape, field, present)));
        }
        if ((before == null || after == null) && present instanceof Bears<?> bears) {
            bears.borne(ref).forEach((borne, state) -> tags.addAll(linked(borne, state)));
        }
        for (Field<R, ?> field : shape.fields()) {
            Set<Tag> former = of(shape, field, before);
            Set<Tag> later = of(shape, field, after);
            if (!former.equals(later)) {
                tags.addAll(former);
                tags.addAll(later);
            }
        }
        return tags;
    }

    /** The unique value that a state holds through a field; null if it holds none. */
    static <R> @Nullable Tag unique(Shape<R> shape, Field<R, ?> field, R state) {
        if (!(field.of(state) instanceof String value) || value.isEmpty()) {
            return null;
        }
        String within = field.as(Unique.class).map(Unique::within).orElse("");
        Object scope =
                within.isEmpty() ? null : shape.field(within).orElseThrow().of(state);
        return holding(field, scope, value);
    }

    private static <R> Set<Tag> of(Shape<R> shape, Field<R, ?> field, @Nullable R state) {
        Set<Tag> tags = new HashSet<>();
        Object value = state == null ? null : field.of(state);
        if (value instanceof Ref<?> target) {
            tags.add(pointing(field, target));
        } else if (field.kind() == Kind.REFS && value instanceof List<?> targets) {
            targets.forEach(target -> tags.add(pointing(field, (Ref<?>) target)));
        } else if (state != null && field.is(Unique.class)) {
            Tag tag = unique(shape, field, state);
            if (tag != null) {
                tags.add(tag);
            }
        }
        return tags;
    }

    private static String key(Field<?, ?> field) {
        return Shape.of(field.owner()).noun() + "." + Naming.SNAKE.member(field.name());
    }

    private static String digest(String value) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
