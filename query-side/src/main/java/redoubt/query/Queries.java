package redoubt.query;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.model.Known;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.model.access.Principal;

/** The door of the read side. Never blocks; answers from the read models, which {@link Progress} tells the age of. */
public interface Queries {

    /**
     * A page of what the asker may see.
     *
     * @return fails with {@link redoubt.model.failure.Refused} for conditions that make no sense
     */
    <R> Mono<Page<R>> page(Query<R> query);

    /**
     * Everything of a shape that the asker may see and that meets the conditions, oldest first, in pieces that are asked
     * for as they are taken. What changes meanwhile may be among it or not.
     *
     * @param search words and phrases, as in {@link Query}
     * @return the pieces, none of them empty; fails with {@link redoubt.model.failure.Refused} for conditions that make no
     *     sense, before there are any
     */
    <R> Mono<Flux<List<Sight<R>>>> every(Shape<R> shape, Principal by, List<Condition> where, List<String> search);

    /** One resource, or nothing if there is none or the asker may not see it. */
    <R> Mono<Sight<R>> one(Principal by, Ref<R> ref);

    /** Resources that are known already, with what follows from them at that moment; order and number are kept. */
    <R> Mono<List<Sight<R>>> describe(Principal by, List<Known<R>> known, Moment moment);

    /** The nouns of the resources on which it depends what {@link #describe} shows of one beside its own fields. */
    Set<String> describedBy(Shape<?> shape);

    /** The display names of those of the references that the asker may see. */
    Mono<Map<Ref<?>, String>> names(Principal by, Collection<Ref<?>> refs);

    /** By what lists of the shape can be filtered. */
    List<Criterion> criteria(Shape<?> shape);

    /**
     * The criterion of that name by which the house alone filters lists of the shape.
     *
     * @throws IllegalArgumentException if there is none
     */
    Criterion reserved(Shape<?> shape, String name);

    /** By what lists of the shape can be ordered, in camelCase. */
    List<String> orderings(Shape<?> shape);

    /** What the shape shows beside its fields. */
    List<Derived> derived(Shape<?> shape);
}
