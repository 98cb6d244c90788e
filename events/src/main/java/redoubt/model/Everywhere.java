package redoubt.model;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The annotations of a record component wherever the compiler has put them: Jakarta's constraints do not list record
 * components among their targets, so they are found on the private field of the same name.
 */
final class Everywhere implements AnnotatedElement {

    private final AnnotatedElement component;
    private final AnnotatedElement field;

    Everywhere(Class<?> type, RecordComponent component) throws NoSuchFieldException {
        this.component = component;
        this.field = type.getDeclaredField(component.getName());
    }

    @Override
    public <A extends Annotation> @Nullable A getAnnotation(Class<A> annotation) {
        A found = component.getAnnotation(annotation);
        return found != null ? found : field.getAnnotation(annotation);
    }

    @Override
    public Annotation[] getAnnotations() {
        return getDeclaredAnnotations();
    }

    @Override
    public Annotation[] getDeclaredAnnotations() {
        return Stream.concat(Arrays.stream(component.getAnnotations()), Arrays.stream(field.getAnnotations()))
                .distinct()
                .toArray(Annotation[]::new);
    }
}
