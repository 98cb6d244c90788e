package redoubt.model;

import java.lang.annotation.Annotation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One component of a resource: its name, its type, and what its annotations say about it. Immutable and shared; two
 * fields are equal when they are the same component of the same record.
 */
public final class Field<R, V> {

    private static final MethodType ACCESS = MethodType.methodType(Object.class, Object.class);

    private final Class<R> owner;
    private final int index;
    private final String name;
    private final Type type;
    private final Kind kind;
    private final boolean primitive;
    private final Map<Class<? extends Annotation>, Annotation> annotations;
    private final MethodHandle accessor;
    private final boolean writable;
    private final boolean nullable;

    Field(Class<R> owner, int index, RecordComponent component, AnnotatedElement annotations, MethodHandle accessor) {
        this.owner = owner;
        this.index = index;
        this.name = component.getName();
        this.type = component.getGenericType();
        this.kind = Kind.of(type);
        this.primitive = component.getType().isPrimitive();
        this.annotations = Arrays.stream(annotations.getAnnotations())
                .collect(Collectors.toUnmodifiableMap(
                        Annotation::annotationType, Function.identity(), (same, _) -> same));
        this.accessor = accessor.asType(ACCESS);
        this.writable = !is(Computed.class);
        this.nullable =
                !primitive && !is(Required.class) && kind != Kind.TEXTS && kind != Kind.REFS && !is(Always.class);
    }

    /** The position of the component in its record, from zero. */
    public int index() {
        return index;
    }

    /** The name of the component in camelCase, as the record spells it. */
    public String name() {
        return name;
    }

    /** The record the component belongs to. */
    public Class<R> owner() {
        return owner;
    }

    /** The generic type of the component. */
    public Type type() {
        return type;
    }

    /** What sort of value it holds. */
    public Kind kind() {
        return kind;
    }

    /** The value of this component of the given resource. */
    @SuppressWarnings("unchecked")
    public @Nullable V of(R resource) {
        try {
            return (V) accessor.invokeExact((Object) resource);
        } catch (Throwable failure) {
            throw new IllegalStateException("Cannot read " + this, failure);
        }
    }

    /** Whether the component carries the annotation. */
    public boolean is(Class<? extends Annotation> annotation) {
        return annotations.containsKey(annotation);
    }

    /** The annotation, if the component carries it. */
    public <A extends Annotation> Optional<A> as(Class<A> annotation) {
        return Optional.ofNullable(annotations.get(annotation)).map(annotation::cast);
    }

    /** Whether the component is of a primitive type, which has a zero instead of nothing. */
    public boolean primitive() {
        return primitive;
    }

    /** Whether clients may write the component. */
    public boolean writable() {
        return writable;
    }

    /** Whether anybody is ever shown what the component holds. */
    public boolean shown() {
        return !is(Secret.class) && !is(Noted.class);
    }

    /** Whether the component may hold no value at all. */
    public boolean nullable() {
        return nullable;
    }

    /** For {@link Kind#REF} and {@link Kind#REFS}: the type pointed at. */
    public Class<?> target() {
        Type pointer = kind == Kind.REFS ? ((ParameterizedType) type).getActualTypeArguments()[0] : type;
        return (Class<?>) ((ParameterizedType) pointer).getActualTypeArguments()[0];
    }

    /** {@code Risk.likelihood}. */
    @Override
    public String toString() {
        return owner.getSimpleName() + "." + name;
    }
}
