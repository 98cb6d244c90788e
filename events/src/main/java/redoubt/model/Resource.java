package redoubt.model;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a record as a resource: something with an identity, a history and a public name. */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Resource {

    /** The singular noun that its events, tags and table carry, in snake_case: {@code risk_matrix}. */
    String name();

    /** The plural noun of its paths: {@code risk-matrices}. */
    String plural();

    /** The noun that permissions carry, where it is another than that of the events: {@code applied_control}. */
    String right() default "";

    /** Whether it is nothing but what facts say: nobody creates, changes or deletes it. */
    boolean noted() default false;

    /** The resource that it comes and goes with, which then {@link Bears} it; by default it comes and goes by itself. */
    Class<?> comesWith() default void.class;
}
