package redoubt.api.dialect;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redoubt.model.Ref;
import redoubt.model.wire.Codec;
import redoubt.model.wire.Naming;
import tools.jackson.core.JsonGenerator;

/** Writes values whose type is known only when they are there: members that follow from others, answers of actions. */
public final class Values {

    private Values() {}

    /**
     * Writes strings, numbers, booleans, dates, instants, constants, references, records, and lists and maps of them.
     * Keys of maps are spelled as members.
     */
    public static void write(@Nullable Object value, JsonGenerator out, Naming naming) {
        switch (value) {
            case null -> out.writeNull();
            case Map<?, ?> map -> {
                out.writeStartObject();
                map.forEach((key, each) -> {
                    out.writeName(
                            key instanceof Enum<?> constant ? naming.constant(constant) : naming.member("" + key));
                    write(each, out, naming);
                });
                out.writeEndObject();
            }
            case Collection<?> list -> {
                out.writeStartArray();
                list.forEach(each -> write(each, out, naming));
                out.writeEndArray();
            }
            case Ref<?> ref -> out.writeString(ref.id());
            case Double number -> out.writeNumber(BigDecimal.valueOf(number));
            default -> Codec.<Object>of(type(value)).write(value, out, naming);
        }
    }

    private static Class<?> type(Object value) {
        return value instanceof Enum<?> constant ? constant.getDeclaringClass() : value.getClass();
    }
}
