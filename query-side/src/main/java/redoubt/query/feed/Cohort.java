package redoubt.query.feed;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import redoubt.query.log.Turns;

/**
 * Those who are at the head of the log, hold the same rights and want to hear the same: one follows for all of them. It goes as fast
 * as the fastest of them takes what is told; whoever falls behind leaves, and holds up nobody. Safe for any thread.
 */
final class Cohort {

    /** How far it reads ahead of the fastest. */
    private static final int AHEAD = 64;

    /** How far the slowest may be behind: what lies between is kept in memory. */
    private static final int BEHIND = 256;

    /** How long what was judged may be told. */
    private static final long MOMENT = 2_000_000_000L;

    private static final Node NOWHERE = new Node(0, 0, null);

    private final Consumer<Cohort> over;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Member> members = new CopyOnWriteArrayList<>();
    private final AtomicLong furthest = new AtomicLong();
    private final Source source = new Source();
    private volatile Node tail;
    private volatile boolean ended;
    private volatile @Nullable Throwable failure;

    /**
     * One that begins after a position, with nobody in it.
     *
     * @param over is told once when it can be joined no more
     */
    Cohort(long after, Consumer<Cohort> over) {
        this.over = over;
        this.tail = new Node(0, after, null);
    }

    /** What was heard, and what was heard next. */
    private static final class Node {

        final long index;
        final long position;
        final @Nullable Heard heard;
        final long at = System.nanoTime();
        volatile @Nullable Node next;

        Node(long index, long position, @Nullable Heard heard) {
            this.index = index;
            this.position = position;
            this.heard = heard;
        }
    }

    /** Begins to follow. */
    void follow(Flux<Heard> log) {
        log.subscribe(source);
    }

    /**
     * What is heard after a position, until whoever listens falls behind; what happens then is told to {@code behind}. Null if
     * it cannot begin there.
     */
    @Nullable
    Flux<Heard> join(long after, Runnable behind) {
        lock.lock();
        try {
            boolean here = tail.position <= after;
            boolean waiting = tail.position == after || tail.index < furthest.get() + AHEAD;
            if (ended || !here || !waiting) {
                return null;
            }
            Member member = new Member(tail, after, behind);
            members.add(member);
            return member;
        } finally {
            lock.unlock();
        }
    }

    private void hear(Heard heard) {
        lock.lock();
        try {
            Node next = new Node(tail.index + 1, heard.position(), heard);
            tail.next = next;
            tail = next;
        } finally {
            lock.unlock();
        }
        members.forEach(member -> member.turns.take());
    }

    private void end(@Nullable Throwable reason) {
        lock.lock();
        try {
            if (ended) {
                return;
            }
            failure = reason;
            ended = true;
        } finally {
            lock.unlock();
        }
        over.accept(this);
        members.forEach(member -> member.turns.take());
    }

    private void leave(Member member) {
        lock.lock();
        try {
            members.remove(member);
            if (!members.isEmpty() || ended) {
                return;
            }
            // Nobody joins between the last one who leaves and the end.
            ended = true;
        } finally {
            lock.unlock();
        }
        over.accept(this);
        source.cancel();
    }

    private void took(long index) {
        long before = furthest.getAndAccumulate(index, Math::max);
        if (index > before) {
            source.request(index - before);
        }
    }

    private final class Source extends BaseSubscriber<Heard> {

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            subscription.request(AHEAD);
        }

        @Override
        protected void hookOnNext(Heard heard) {
            hear(heard);
        }

        @Override
        protected void hookOnComplete() {
            end(null);
        }

        @Override
        protected void hookOnError(Throwable thrown) {
            end(thrown);
        }
    }

    /** One of them, for one listener. */
    private final class Member extends Flux<Heard> implements Subscription {

        private final long after;
        private final Runnable behind;
        private final AtomicLong asked = new AtomicLong();
        private final Turns turns = new Turns(this::look);
        private volatile @Nullable CoreSubscriber<? super Heard> listener;
        private volatile boolean cancelled;
        private Node at;
        private boolean done;

        Member(Node at, long after, Runnable behind) {
            this.at = at;
            this.after = after;
            this.behind = behind;
        }

        @Override
        public void subscribe(CoreSubscriber<? super Heard> listener) {
            listener.onSubscribe(this);
            this.listener = listener;
            took(at.index);
            turns.take();
        }

        @Override
        public void request(long more) {
            if (Operators.validate(more)) {
                asked.getAndAccumulate(more, Operators::addCap);
                turns.take();
            }
        }

        @Override
        public void cancel() {
            cancelled = true;
            turns.take();
        }

        private void look() {
            CoreSubscriber<? super Heard> present = listener;
            if (present != null || cancelled) {
                pass(present);
            }
        }

        private void pass(@Nullable CoreSubscriber<? super Heard> present) {
            while (!done) {
                boolean over = ended;
                Node next = at.next;
                if (cancelled || present == null) {
                    done();
                } else if (next == null) {
                    if (over) {
                        done();
                        finish(present);
                    }
                    return;
                } else if (tail.index - at.index > BEHIND || System.nanoTime() - next.at > MOMENT) {
                    done();
                    behind.run();
                    present.onComplete();
                } else if (asked.get() == 0) {
                    return;
                } else {
                    take(next, present);
                }
            }
        }

        private void take(Node next, CoreSubscriber<? super Heard> present) {
            at = next;
            Heard heard = next.heard;
            if (heard != null && heard.position() > after) {
                if (asked.get() != Long.MAX_VALUE) {
                    asked.decrementAndGet();
                }
                present.onNext(heard);
            }
            took(next.index);
        }

        private void finish(CoreSubscriber<? super Heard> present) {
            Throwable thrown = failure;
            if (thrown != null) {
                present.onError(thrown);
            } else {
                present.onComplete();
            }
        }

        private void done() {
            done = true;
            // What comes later is not kept for it.
            at = NOWHERE;
            leave(this);
        }
    }
}
