package redoubt.model;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a record looks like: its fields in order, how to read them, how to build it. Reflection happens once per type;
 * afterwards everything goes through method handles. Immutable, safe for any thread.
 */
public final class Shape<R> {

    private static final ClassValue<Shape<?>> SHAPES = new ClassValue<>() {
        @Override
        protected Shape<?> computeValue(Class<?> type) {
            return new Shape<>(type);
        }
    };

    private final Class<R> type;
    private final String plural;
    private final List<Field<R, ?>> fields;
    private final List<Field<R, ?>> references;
    private final Map<String, Field<R, ?>> byName;
    private final Map<Class<?>, Field<R, ?>> byGetter = new ConcurrentHashMap<>();
    private final Optional<Field<R, ?>> parent;
    private final MethodHandle constructor;
    /** What absent primitives are, by the index of their field. */
    private final Map<Integer, Object> zeroes = new TreeMap<>();

    private Shape(Class<R> type) {
        if (!type.isRecord()) {
            throw new IllegalArgumentException(type.getName() + " is not a record");
        }
        this.type = type;
        Resource resource = type.getAnnotation(Resource.class);
        this.plural = resource == null ? "" : resource.plural();
        try {
            MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
            RecordComponent[] components = type.getRecordComponents();
            List<Field<R, ?>> found = new ArrayList<>();
            for (int i = 0; i < components.length; i++) {
                MethodHandle accessor = lookup.unreflect(components[i].getAccessor());
                // Not the component itself: annotations without RECORD_COMPONENT among their targets land on the field.
                found.add(new Field<>(type, i, components[i], new Everywhere(type, components[i]), accessor));
                if (components[i].getType().isPrimitive()) {
                    zeroes.put(i, Objects.requireNonNull(Array.get(Array.newInstance(components[i].getType(), 1), 0)));
                }
            }
            this.fields = List.copyOf(found);
            this.references = fields.stream()
                    .filter(field -> field.kind() == Kind.REF || field.kind() == Kind.REFS)
                    .toList();
            this.byName = fields.stream().collect(Collectors.toUnmodifiableMap(Field::name, Function.identity()));
            this.parent =
                    fields.stream().filter(field -> field.is(Parent.class)).findFirst();
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            this.constructor = lookup.findConstructor(type, MethodType.methodType(void.class, types))
                    .asSpreader(Object[].class, types.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot look into " + type.getName(), e);
        }
    }

    /** The shape of a record type; the same instance every time. */
    @SuppressWarnings("unchecked")
    public static <R> Shape<R> of(Class<R> type) {
        return (Shape<R>) SHAPES.get(type);
    }

    /** The record type. */
    public Class<R> type() {
        return type;
    }

    /** The singular public noun, for example {@code risk}. */
    public String noun() {
        return Nouns.of(type);
    }

    /** The noun that permissions on the resource carry, for example {@code applied_control}. */
    public String right() {
        return Nouns.right(type);
    }

    /** The plural noun of paths, for example {@code risks}. */
    public String plural() {
        return plural;
    }

    /** All fields in the order of the record. */
    public List<Field<R, ?>> fields() {
        return fields;
    }

    /** The fields that point at other resources, in the order of the record. */
    public List<Field<R, ?>> references() {
        return references;
    }

    /** The field with that name in camelCase, if there is one. */
    public Optional<Field<R, ?>> field(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The field that the method reference names. */
    @SuppressWarnings("unchecked")
    public <V> Field<R, V> field(Getter<R, V> getter) {
        return (Field<R, V>) byGetter.computeIfAbsent(getter.getClass(), _ -> named(getter));
    }

    /** The container field, if the resource lives in one. */
    public Optional<Field<R, ?>> parent() {
        return parent;
    }

    /** The field that says what it comes and goes with, if it does not come and go by itself. */
    public Optional<Field<R, ?>> bearer() {
        return parent.filter(
                field -> field.target() == type.getAnnotation(Resource.class).comesWith());
    }

    /** Whether it is nothing but what facts say of it. */
    public boolean noted() {
        Resource resource = type.getAnnotation(Resource.class);
        return resource != null && resource.noted();
    }

    /** The nouns of the resources whose events say what becomes of one like this. */
    public Set<String> toldBy() {
        return bearer().map(field -> Set.of(noun(), Nouns.of(field.target()))).orElseGet(() -> Set.of(noun()));
    }

    /** A pointer to the resource of this type with that identifier. */
    public Ref<R> ref(String id) {
        return new Ref<>(type, id);
    }

    /** Builds the record; values stand in the order of the fields, absent ones are null. A primitive is then zero. */
    @SuppressWarnings("unchecked")
    public R build(@Nullable Object[] values) {
        try {
            return (R) constructor.invokeExact(filled(values));
        } catch (RuntimeException failure) {
            throw failure;
        } catch (Throwable failure) {
            throw new IllegalStateException("Cannot build a " + type.getSimpleName(), failure);
        }
    }

    private @Nullable Object[] filled(@Nullable Object[] values) {
        if (zeroes.isEmpty()) {
            return values;
        }
        @Nullable Object[] filled = values.clone();
        zeroes.forEach((index, zero) -> filled[index] = filled[index] == null ? zero : filled[index]);
        return filled;
    }

    /** The values of the record in the order of the fields. */
    public @Nullable Object[] values(R resource) {
        @Nullable Object[] values = new Object[fields.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = fields.get(i).of(resource);
        }
        return values;
    }

    /** The name people know this resource by, or nothing when the type has no {@link Named} field. */
    public Optional<String> nameOf(R resource) {
        return named().map(field -> (String) field.of(resource));
    }

    /** The name that may stand beside an event, where nothing is ever erased: nothing if it says who somebody is. */
    public Optional<String> labelOf(R resource) {
        return named().filter(field -> !field.is(PersonalData.class)).map(field -> (String) field.of(resource));
    }

    private Optional<Field<R, ?>> named() {
        return fields.stream().filter(field -> field.is(Named.class)).findFirst();
    }

    private Field<R, ?> named(Getter<R, ?> getter) {
        try {
            Method replace = getter.getClass().getDeclaredMethod("writeReplace");
            replace.setAccessible(true);
            String name = ((SerializedLambda) replace.invoke(getter)).getImplMethodName();
            Field<R, ?> field = byName.get(name);
            if (field == null) {
                throw new IllegalArgumentException("Not a reference to a component of " + type.getName() + ": " + name);
            }
            return field;
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("Not a method reference", e);
        }
    }
}
