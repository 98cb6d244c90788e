package redoubt.model;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A component by which lists can be filtered: equality, negation and, for nullable ones, presence. */
@Documented
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Filter {

    /** Whether the component also answers to {@code gte}, {@code gt}, {@code lte} and {@code lt}. */
    boolean range() default false;
}
