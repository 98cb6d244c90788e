package redoubt.infra.eventstore;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;

/**
 * A flux as a message stream: pulled by its reader, woken by a callback, never blocking, and never holding more entries
 * than a small buffer.
 *
 * <p>Nothing is read until somebody looks for an entry. A stream that is opened only for the condition it leaves behind
 * therefore costs nothing.
 */
final class PulledStream implements MessageStream<EventMessage>, CoreSubscriber<MessageStream.Entry<EventMessage>> {

    private static final int BUFFER = 256;
    private static final int REFILL = BUFFER * 3 / 4;

    private final Flux<Entry<EventMessage>> source;
    private final Queue<Entry<EventMessage>> buffer = new ArrayDeque<>();
    private boolean started;
    private boolean completed;
    private int taken;
    private @Nullable Throwable failure;
    private @Nullable Subscription subscription;
    private volatile Runnable callback = () -> {};

    PulledStream(Flux<Entry<EventMessage>> source) {
        this.source = source;
    }

    @Override
    public Optional<Entry<EventMessage>> next() {
        start();
        Optional<Entry<EventMessage>> next;
        Subscription refill = null;
        synchronized (buffer) {
            next = Optional.ofNullable(buffer.poll());
            if (next.isPresent() && ++taken == REFILL) {
                taken = 0;
                refill = subscription;
            }
        }
        if (refill != null) {
            refill.request(REFILL);
        }
        return next;
    }

    @Override
    public Optional<Entry<EventMessage>> peek() {
        start();
        synchronized (buffer) {
            return Optional.ofNullable(buffer.peek());
        }
    }

    @Override
    public boolean hasNextAvailable() {
        start();
        synchronized (buffer) {
            return !buffer.isEmpty();
        }
    }

    @Override
    public boolean isCompleted() {
        synchronized (buffer) {
            return completed && buffer.isEmpty();
        }
    }

    @Override
    public Optional<Throwable> error() {
        synchronized (buffer) {
            return buffer.isEmpty() ? Optional.ofNullable(failure) : Optional.empty();
        }
    }

    @Override
    public void setCallback(Runnable wake) {
        callback = wake;
        boolean worthALook;
        synchronized (buffer) {
            // Not started yet: it is for the reader to look, and so to start.
            worthALook = !started || completed || !buffer.isEmpty();
        }
        if (worthALook) {
            wake();
        }
    }

    @Override
    public void close() {
        Subscription open;
        synchronized (buffer) {
            started = true;
            completed = true;
            buffer.clear();
            open = subscription;
        }
        if (open != null) {
            open.cancel();
        }
    }

    @Override
    public void onSubscribe(Subscription opened) {
        boolean closed;
        synchronized (buffer) {
            subscription = opened;
            closed = completed;
        }
        if (closed) {
            opened.cancel();
        } else {
            opened.request(BUFFER);
        }
    }

    @Override
    public void onNext(Entry<EventMessage> entry) {
        synchronized (buffer) {
            if (completed) {
                return;
            }
            buffer.add(entry);
        }
        wake();
    }

    @Override
    public void onError(Throwable lost) {
        end(lost);
    }

    @Override
    public void onComplete() {
        end(null);
    }

    private void start() {
        synchronized (buffer) {
            if (started) {
                return;
            }
            started = true;
        }
        source.subscribe(this);
    }

    private void end(@Nullable Throwable reason) {
        synchronized (buffer) {
            if (completed) {
                return;
            }
            completed = true;
            failure = reason;
        }
        wake();
    }

    /** A callback that fails ends the stream with its failure, as message streams promise. */
    private void wake() {
        try {
            callback.run();
        } catch (RuntimeException failed) {
            Subscription open;
            synchronized (buffer) {
                buffer.clear();
                completed = true;
                failure = failed;
                open = subscription;
            }
            if (open != null) {
                open.cancel();
            }
        }
    }
}
