package redoubt.model;

import java.util.Map;

/**
 * A resource that others come with: they are there as soon as it is, and go with it, without an event of their own for
 * either. What they are at first follows from it alone. Those others name it in {@link Resource#comesWith()}.
 *
 * @param <C> what comes with it
 */
public interface Bears<C> {

    /** All that comes with it, as it is at first, in a fixed order, by where it is found: the same every time it is asked. */
    Map<Ref<C>, C> borne(Ref<?> self);
}
