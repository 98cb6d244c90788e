package redoubt.query.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * Groups a stream without ever waiting: an element that comes alone is passed on at once, and what arrives while the
 * reader is busy makes up its next group. No timer is involved, and no more than two full groups are ever held.
 */
public final class Bursts<T> extends Flux<List<T>> {

    private final Flux<T> source;
    private final int most;

    private Bursts(Flux<T> source, int most) {
        this.source = source;
        this.most = most;
    }

    /** The elements of the source in their order, in groups of one to {@code most}. */
    public static <T> Flux<List<T>> of(Flux<T> source, int most) {
        return new Bursts<>(source, most);
    }

    @Override
    public void subscribe(CoreSubscriber<? super List<T>> reader) {
        source.subscribe(new Gathering<>(reader, most));
    }

    private static final class Gathering<T> implements CoreSubscriber<T>, Subscription {

        private final CoreSubscriber<? super List<T>> reader;
        private final int most;
        private final Queue<T> waiting = new ConcurrentLinkedQueue<>();
        private final AtomicLong asked = new AtomicLong();
        private final Turns turns = new Turns(this::pass);
        private @Nullable Subscription source;
        private @Nullable Throwable failure;
        private volatile boolean ended;
        private volatile boolean cancelled;

        Gathering(CoreSubscriber<? super List<T>> reader, int most) {
            this.reader = reader;
            this.most = most;
        }

        @Override
        public Context currentContext() {
            return reader.currentContext();
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            source = subscription;
            reader.onSubscribe(this);
            subscription.request(2L * most);
        }

        @Override
        public void onNext(T element) {
            waiting.add(element);
            turns.take();
        }

        @Override
        public void onError(Throwable cause) {
            failure = cause;
            ended = true;
            turns.take();
        }

        @Override
        public void onComplete() {
            ended = true;
            turns.take();
        }

        @Override
        public void request(long groups) {
            if (Operators.validate(groups)) {
                asked.getAndAccumulate(groups, Operators::addCap);
                turns.take();
            }
        }

        @Override
        public void cancel() {
            cancelled = true;
            if (source != null) {
                source.cancel();
            }
            turns.take();
        }

        private void pass() {
            while (true) {
                if (cancelled) {
                    waiting.clear();
                    return;
                }
                boolean last = ended;
                if (waiting.isEmpty()) {
                    if (last) {
                        finish();
                    }
                    return;
                }
                if (asked.get() == 0) {
                    return;
                }
                List<T> group = new ArrayList<>();
                T element;
                while (group.size() < most && (element = waiting.poll()) != null) {
                    group.add(element);
                }
                if (asked.get() != Long.MAX_VALUE) {
                    asked.decrementAndGet();
                }
                reader.onNext(group);
                if (source != null && !last) {
                    source.request(group.size());
                }
            }
        }

        private void finish() {
            cancelled = true;
            if (failure != null) {
                reader.onError(failure);
            } else {
                reader.onComplete();
            }
        }
    }
}
