package redoubt.infra.eventstore;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.core.unitofwork.ProcessingLifecycle;

/** A processing context that only carries resources, as much as a storage engine asks of one. */
final class Context implements ProcessingContext {

    private final Map<ResourceKey<?>, Object> resources = new ConcurrentHashMap<>();

    <T> Context with(ResourceKey<T> key, T resource) {
        resources.put(key, resource);
        return this;
    }

    @Override
    public boolean containsResource(ResourceKey<?> key) {
        return resources.containsKey(key);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T getResource(ResourceKey<T> key) {
        return (T) resources.get(key);
    }

    @Override
    public Map<ResourceKey<?>, Object> resources() {
        return Map.copyOf(resources);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T putResource(ResourceKey<T> key, T resource) {
        return (T) resources.put(key, resource);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T updateResource(ResourceKey<T> key, UnaryOperator<T> update) {
        return (T) resources.compute(key, (_, current) -> update.apply((T) current));
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T putResourceIfAbsent(ResourceKey<T> key, T resource) {
        return (T) resources.putIfAbsent(key, resource);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T computeResourceIfAbsent(ResourceKey<T> key, Supplier<T> resource) {
        return (T) resources.computeIfAbsent(key, _ -> resource.get());
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T removeResource(ResourceKey<T> key) {
        return (T) resources.remove(key);
    }

    @Override
    public <T> boolean removeResource(ResourceKey<T> key, T expected) {
        return resources.remove(key, expected);
    }

    @Override
    public <C> C component(Class<C> type, String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isStarted() {
        return true;
    }

    @Override
    public boolean isError() {
        return false;
    }

    @Override
    public boolean isCommitted() {
        return false;
    }

    @Override
    public boolean isCompleted() {
        return false;
    }

    @Override
    public ProcessingLifecycle on(Phase phase, Function<ProcessingContext, CompletableFuture<?>> action) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ProcessingLifecycle onError(ErrorHandler action) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ProcessingLifecycle whenComplete(Consumer<ProcessingContext> action) {
        throw new UnsupportedOperationException();
    }
}
