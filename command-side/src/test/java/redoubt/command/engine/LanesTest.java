package redoubt.command.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import redoubt.grc.Risk;
import redoubt.model.Ref;

class LanesTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Ref<Risk> FIRE = Ref.of(Risk.class, "fire");
    private static final Ref<Risk> FLOOD = Ref.of(Risk.class, "flood");

    private final Lanes lanes = new Lanes();
    private final List<String> done = new CopyOnWriteArrayList<>();

    @Test
    void inOneLaneOneAtATimeInOrder() {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();

        Flux.range(1, 200)
                .flatMap(
                        number -> lanes.in(
                                FIRE,
                                Mono.fromRunnable(() -> most.accumulateAndGet(inside.incrementAndGet(), Math::max))
                                        .then(Mono.delay(Duration.ofMillis(1)))
                                        .doOnSuccess(_ -> {
                                            inside.decrementAndGet();
                                            done.add("" + number);
                                        })),
                        200)
                .blockLast(SOON);

        assertThat(most).hasValue(1);
        assertThat(done)
                .isEqualTo(Flux.range(1, 200).map(String::valueOf).collectList().block());
        assertThat(lanes.busy()).isZero();
    }

    @Test
    void differentLanesDoNotWaitForEachOther() {
        Sinks.Empty<Void> never = Sinks.empty();
        Disposable stuck = lanes.in(FIRE, never.asMono()).subscribe();

        assertThat(lanes.in(FLOOD, Mono.just("through")).block(SOON)).isEqualTo("through");
        stuck.dispose();
        assertThat(lanes.busy()).isZero();
    }

    @Test
    void whatFailsLetsTheNextOneThrough() {
        Sinks.Empty<Void> gate = Sinks.empty();
        Mono<Void> broken = Mono.error(new IllegalStateException("broken"));
        lanes.in(FIRE, gate.asMono().then(broken).doOnError(_ -> done.add("failed")))
                .onErrorComplete()
                .subscribe();
        Mono<String> next =
                lanes.in(FIRE, Mono.fromSupplier(() -> "after " + done)).cache();
        next.subscribe();

        gate.tryEmitEmpty();

        assertThat(next.block(SOON)).isEqualTo("after [failed]");
    }

    @Test
    void aLongQueueOfThoseThatAreDoneAtOnceIsNoDeepStack() {
        Sinks.Empty<Void> gate = Sinks.empty();
        lanes.in(FIRE, gate.asMono()).subscribe();
        Mono<Long> queue = Flux.range(0, 5_000)
                .flatMap(number -> lanes.in(FIRE, Mono.just(number)), 5_000)
                .count()
                .cache();
        queue.subscribe();

        gate.tryEmitEmpty();

        assertThat(queue.block(SOON)).isEqualTo(5_000);
        assertThat(lanes.busy()).isZero();
    }
}
