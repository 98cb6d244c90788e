package redoubt.api.resource;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import redoubt.api.dialect.Dialect;
import redoubt.api.dialect.Values;
import redoubt.model.Field;
import redoubt.model.Known;
import redoubt.model.PersonalData;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.model.wire.Codec;
import redoubt.query.Derived;
import redoubt.query.Sight;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.SerializedString;

/**
 * How a resource is shown. What has no value is null, and what has no elements is empty; a member is left out only where the
 * viewer may not be shown it.
 */
public final class Representation<R> {

    private final Dialect dialect;
    private final List<Member<R>> fields = new ArrayList<>();
    private final List<Member<Record>> first;
    private final List<Member<Record>> last;
    private final List<SerializableString> derivedNames = new ArrayList<>();
    private final List<Derived> derived;

    /** Shows the shape, with what follows from it, in a dialect. */
    public Representation(Shape<R> shape, List<Derived> derived, Dialect dialect) {
        this(shape, derived, dialect, _ -> true);
    }

    private Representation(Shape<R> shape, List<Derived> derived, Dialect dialect, Predicate<Field<R, ?>> among) {
        this.dialect = dialect;
        this.derived = List.copyOf(derived);
        for (Field<R, ?> field : shape.fields()) {
            if (field.shown() && among.test(field)) {
                fields.add(new Member<>(field, dialect));
            }
        }
        derived.forEach(member -> derivedNames.add(name(member.name(), dialect)));
        this.first = stamps(dialect.stamps().first(), dialect);
        this.last = stamps(dialect.stamps().last(), dialect);
    }

    /** The same without what says who somebody is. */
    static <R> Representation<R> reticent(Shape<R> shape, List<Derived> derived, Dialect dialect) {
        return new Representation<>(
                shape,
                derived.stream().filter(each -> !each.personal()).toList(),
                dialect,
                field -> !field.is(PersonalData.class));
    }

    /** Writes the whole object. */
    public void write(Sight<R> sight, Expansion expansion, JsonGenerator out) {
        out.writeStartObject();
        members(sight, expansion, out);
        out.writeEndObject();
    }

    /** Writes the members into an object that is begun already. */
    public void members(Sight<R> sight, Expansion expansion, JsonGenerator out) {
        Known<R> known = sight.known();
        write(sight, first, dialect.stamps().before(known), expansion, out);
        write(sight, fields, known.state(), expansion, out);
        for (int i = 0; i < derived.size(); i++) {
            String name = derived.get(i).name();
            if (sight.shows(name)) {
                out.writeName(derivedNames.get(i));
                Values.write(sight.derived().get(name), out, dialect.naming());
            }
        }
        write(sight, last, dialect.stamps().after(known), expansion, out);
    }

    /** The names of all members, in the order in which they are written. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        first.forEach(member -> names.add(member.wire()));
        fields.forEach(member -> names.add(member.wire()));
        derivedNames.forEach(name -> names.add(name.getValue()));
        last.forEach(member -> names.add(member.wire()));
        return names;
    }

    /** Every reference under one of the names that are to be expanded. */
    void collect(Sight<R> sight, Expansion expansion, Collection<Ref<?>> into) {
        for (Member<R> member : fields) {
            if (expansion.expands(member.wire())) {
                add(member.field().of(sight.known().state()), into);
            }
        }
        Record stamp = dialect.stamps().after(sight.known());
        for (Member<Record> member : last) {
            if (expansion.expands(member.wire())) {
                add(member.field().of(stamp), into);
            }
        }
    }

    /** The names of the references that can be expanded. */
    List<String> expandable() {
        List<String> names = new ArrayList<>();
        fields.forEach(member -> member.addIfReference(names));
        last.forEach(member -> member.addIfReference(names));
        return names;
    }

    private <S> void write(Sight<R> sight, List<Member<S>> members, S of, Expansion expansion, JsonGenerator out) {
        for (Member<S> member : members) {
            if (!sight.shows(member.field().name())) {
                continue;
            }
            out.writeName(member.name());
            Object value = member.field().of(of);
            if (value != null && !expansion.isEmpty() && expansion.expands(member.wire())) {
                expansion.write(value, out);
            } else {
                member.codec().writeNullable(value, out, dialect.naming());
            }
        }
    }

    private static void add(@Nullable Object value, Collection<Ref<?>> into) {
        if (value instanceof Ref<?> ref) {
            into.add(ref);
        } else if (value instanceof List<?> list) {
            list.forEach(each -> add(each, into));
        }
    }

    @SuppressWarnings("unchecked")
    private static List<Member<Record>> stamps(Shape<? extends Record> shape, Dialect dialect) {
        List<Member<Record>> members = new ArrayList<>();
        shape.fields().forEach(field -> members.add(new Member<>((Field<Record, ?>) field, dialect)));
        return members;
    }

    private static SerializedString name(String member, Dialect dialect) {
        return new SerializedString(dialect.naming().member(member));
    }

    private record Member<S>(Field<S, ?> field, SerializableString name, Codec<Object> codec) {

        Member(Field<S, ?> field, Dialect dialect) {
            this(field, Representation.name(field.name(), dialect), Codec.of(field.type()));
        }

        String wire() {
            return name.getValue();
        }

        void addIfReference(List<String> names) {
            switch (field.kind()) {
                case REF, REFS -> names.add(wire());
                default -> {}
            }
        }
    }
}
