package redoubt.model;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A domain fact: what happened, and which fields of R it settled. It carries outcomes, never formulas, so that a
 * formula may change while history stays true. Facts are records annotated with {@link Happened}.
 */
public non-sealed interface Fact<R> extends Change<R> {

    /** The fields that this fact settled; empty for a mere milestone. */
    Patch<R> effect();

    /** Whether it is what brings its resource into being, if that is not there: then it settles all fields. */
    default boolean begins() {
        return false;
    }

    /** Gives a fact its public event name. */
    @Documented
    @Target(ElementType.TYPE)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Happened {

        /** The resource it happens to. */
        Class<?> to();

        /** The past participle after the noun: {@code accepted} in {@code risk.accepted}. */
        String as();
    }
}
