package redoubt.model.wire;

import java.util.Locale;
import redoubt.model.Spelled;

/** The words that stand for constants. */
final class Constants {

    private Constants() {}

    /** The word that the constant is spelled with, or its name in lower case. */
    static String of(Enum<?> constant) {
        try {
            Spelled spelled =
                    constant.getDeclaringClass().getField(constant.name()).getAnnotation(Spelled.class);
            return spelled == null ? constant.name().toLowerCase(Locale.ROOT) : spelled.value();
        } catch (NoSuchFieldException impossible) {
            throw new IllegalStateException("Every constant is a field of its type", impossible);
        }
    }
}
