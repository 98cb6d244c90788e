package redoubt.model;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import redoubt.model.failure.Complaints;

/**
 * Judges values by the Jakarta constraints on the components of their record. Read here and not by a general
 * validator, because lengths count code points, messages are the dialects' own sentences, and nothing is interpolated.
 * Nested records and lists of them are judged too, under dotted paths.
 */
public final class Constraints {

    private static final Map<String, java.util.regex.Pattern> PATTERNS = new ConcurrentHashMap<>();

    private Constraints() {}

    /** Judges every component of a record; {@code prefix} is the path of the record itself, empty at the top. */
    public static <R> void judge(R resource, String prefix, Complaints complaints) {
        @SuppressWarnings("unchecked")
        Shape<R> shape = Shape.of((Class<R>) resource.getClass());
        for (Field<R, ?> field : shape.fields()) {
            if (field.writable()) {
                judge(field, field.of(resource), prefix + field.name(), complaints);
            }
        }
    }

    /** Judges one value as the content of a field. */
    public static void judge(Field<?, ?> field, @Nullable Object value, String path, Complaints complaints) {
        if (value == null) {
            if (field.is(Required.class)) {
                complaints.add(path, "This field may not be null.");
            }
            return;
        }
        switch (value) {
            case String text -> text(field, text, path, complaints);
            case Number number -> number(field, new BigDecimal(number.toString()), path, complaints);
            case List<?> list -> list(field, list, path, complaints);
            case Record nested when field.kind() == Kind.OBJECT -> judge(nested, path + ".", complaints);
            default -> {}
        }
    }

    private static void text(Field<?, ?> field, String text, String path, Complaints complaints) {
        if (field.is(NotBlank.class) && text.isBlank()) {
            complaints.add(path, "This field may not be blank.");
            return;
        }
        field.as(Size.class).ifPresent(size -> length(text, size.max(), path, complaints));
        field.as(Pattern.class).ifPresent(pattern -> {
            if (!PATTERNS.computeIfAbsent(pattern.regexp(), java.util.regex.Pattern::compile)
                    .matcher(text)
                    .matches()) {
                complaints.add(path, pattern.message());
            }
        });
    }

    private static void length(String text, int max, String path, Complaints complaints) {
        if (text.length() > max && text.codePointCount(0, text.length()) > max) {
            complaints.add(path, "Ensure this field has no more than " + max + " characters.");
        }
    }

    private static void number(Field<?, ?> field, BigDecimal number, String path, Complaints complaints) {
        field.as(Min.class)
                .filter(min -> number.compareTo(BigDecimal.valueOf(min.value())) < 0)
                .ifPresent(min ->
                        complaints.add(path, "Ensure this value is greater than or equal to " + min.value() + "."));
        field.as(Max.class)
                .filter(max -> number.compareTo(BigDecimal.valueOf(max.value())) > 0)
                .ifPresent(
                        max -> complaints.add(path, "Ensure this value is less than or equal to " + max.value() + "."));
    }

    private static void list(Field<?, ?> field, List<?> list, String path, Complaints complaints) {
        field.as(Size.class).ifPresent(size -> {
            if (list.size() > size.max()) {
                complaints.add(path, "Ensure this list has no more than " + size.max() + " elements.");
            }
            if (list.size() < size.min()) {
                complaints.add(path, "Ensure this list has at least " + size.min() + " elements.");
            }
        });
        for (int i = 0; i < list.size(); i++) {
            Object element = list.get(i);
            String at = path + "." + i;
            if (element instanceof Record nested && !(nested instanceof Ref<?>)) {
                judge(nested, at + ".", complaints);
            } else if (element instanceof String text) {
                int max = field.as(Words.class).map(Words::max).orElse(Integer.MAX_VALUE);
                if (text.isBlank()) {
                    complaints.add(at, "This field may not be blank.");
                }
                length(text, max, at, complaints);
            }
        }
    }
}
