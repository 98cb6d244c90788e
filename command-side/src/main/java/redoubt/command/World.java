package redoubt.command;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.model.Field;
import redoubt.model.Known;
import redoubt.model.Ref;
import redoubt.model.access.Scope;

/**
 * What a decision may look at. Every look joins the consistency boundary of the command, and sees what was decided
 * earlier in the same command.
 */
public interface World {

    /** The resource as it is; nothing if it does not exist. */
    <R> Mono<Known<R>> find(Ref<R> ref);

    /** The resources whose field points at the target now. Costs one step per event that ever pointed there. */
    <R> Mono<Set<Ref<R>>> pointing(Field<R, ?> field, Ref<?> target);

    /** The resource that holds a unique value within its scope; nothing if it is free. */
    <R> Mono<Ref<R>> holder(Field<R, ?> unique, @Nullable Object within, String value);

    /** What came with a resource, as it is, in the order in which it came; empty if the resource is not there. */
    <C> Mono<Map<Ref<C>, Known<C>>> borne(Ref<?> bearer, Class<C> type);

    /** The folder and its ancestors, nearest first; empty if there is no such folder. */
    Mono<List<String>> chain(@Nullable String folder);

    /** The places that things inside a container stand in, nearest first; empty for containers that are none. */
    Mono<List<String>> within(@Nullable Ref<?> container);

    /** Where a resource stands, for judging rights. */
    <R> Mono<Scope> scope(Ref<R> ref, R state);

    /** Whether the one who asks may see the resource. */
    Mono<Boolean> visible(Known<?> known);
}
