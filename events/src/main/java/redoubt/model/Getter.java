package redoubt.model;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A method reference to a record component, such as {@code Risk::likelihood}. It is serializable only so that the name
 * of the component can be read from it; a renamed component is therefore a compile error wherever it is used.
 */
@FunctionalInterface
public interface Getter<R, V> extends Serializable {

    /** The value of the component. */
    @Nullable
    V get(R resource);
}
