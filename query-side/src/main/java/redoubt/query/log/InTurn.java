package redoubt.query.log;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/**
 * Turns each element of a stream into another or into none, in their order: most of them at once, which then costs next to nothing,
 * and some after a while, for which those behind them wait.
 */
public final class InTurn<T, R> extends Flux<R> {

    private final Flux<T> source;
    private final AtOnce<T, R> now;
    private final Function<T, Mono<R>> later;

    /** What an element becomes if that can be told at once. */
    @FunctionalInterface
    public interface AtOnce<T, R> {

        /** What it becomes; null if that takes a while. */
        @Nullable
        R make(T element);
    }

    private InTurn(Flux<T> source, AtOnce<T, R> now, Function<T, Mono<R>> later) {
        this.source = source;
        this.now = now;
        this.later = later;
    }

    /**
     * What becomes of the elements of the source.
     *
     * @param now what an element becomes at once; null if that takes a while
     * @param later what it becomes then; nothing if it is left out
     */
    public static <T, R> Flux<R> of(Flux<T> source, AtOnce<T, R> now, Function<T, Mono<R>> later) {
        return new InTurn<>(source, now, later);
    }

    @Override
    public void subscribe(CoreSubscriber<? super R> reader) {
        source.subscribe(new Turning<>(reader, now, later));
    }

    private static final class Turning<T, R> implements CoreSubscriber<T>, Subscription {

        private final CoreSubscriber<? super R> reader;
        private final AtOnce<T, R> now;
        private final Function<T, Mono<R>> later;
        private final Queue<T> waiting = new ConcurrentLinkedQueue<>();
        private final Turns turns = new Turns(this::pass);
        private volatile @Nullable Subscription source;
        private volatile @Nullable Outcome busy;
        private volatile boolean ended;
        private volatile boolean over;
        private @Nullable Throwable failure;

        Turning(CoreSubscriber<? super R> reader, AtOnce<T, R> now, Function<T, Mono<R>> later) {
            this.reader = reader;
            this.now = now;
            this.later = later;
        }

        @Override
        public Context currentContext() {
            return reader.currentContext();
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            source = subscription;
            reader.onSubscribe(this);
        }

        @Override
        public void onNext(T element) {
            if (turns.begin()) {
                if (busy == null && waiting.isEmpty() && !over) {
                    turn(element);
                } else {
                    waiting.add(element);
                }
                turns.finish();
            } else {
                waiting.add(element);
                turns.take();
            }
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
        public void request(long more) {
            Subscription from = source;
            if (from != null) {
                from.request(more);
            }
        }

        @Override
        public void cancel() {
            over = true;
            Subscription from = source;
            if (from != null) {
                from.cancel();
            }
            turns.take();
        }

        private void pass() {
            while (!over && busy == null) {
                boolean last = ended;
                T element = waiting.poll();
                if (element != null) {
                    turn(element);
                } else if (last) {
                    over = true;
                    finish();
                } else {
                    return;
                }
            }
            if (over) {
                Outcome open = busy;
                if (open != null) {
                    open.dispose();
                }
                waiting.clear();
            }
        }

        private void turn(T element) {
            Mono<R> outcome = null;
            @Nullable R ready;
            try {
                ready = now.make(element);
                if (ready == null) {
                    outcome = later.apply(element);
                }
            } catch (RuntimeException failed) {
                fail(failed);
                return;
            }
            if (ready != null) {
                reader.onNext(ready);
            } else if (outcome != null) {
                Outcome open = new Outcome();
                busy = open;
                outcome.subscribe(open);
            }
        }

        private void fail(Throwable cause) {
            Subscription from = source;
            if (from != null) {
                from.cancel();
            }
            failure = cause;
            waiting.clear();
            ended = true;
        }

        private void finish() {
            Throwable cause = failure;
            if (cause != null) {
                reader.onError(cause);
            } else {
                reader.onComplete();
            }
        }

        /** What an element becomes after a while. Nothing else is passed on meanwhile. */
        private final class Outcome extends BaseSubscriber<R> {

            private boolean given;

            @Override
            public Context currentContext() {
                return reader.currentContext();
            }

            @Override
            protected void hookOnNext(R ready) {
                given = true;
                reader.onNext(ready);
            }

            @Override
            protected void hookOnComplete() {
                if (!given) {
                    // Another one for the one that is left out.
                    Turning.this.request(1);
                }
                busy = null;
                turns.take();
            }

            @Override
            protected void hookOnError(Throwable cause) {
                fail(cause);
                busy = null;
                turns.take();
            }
        }
    }
}
