package redoubt.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.scheduler.VirtualTimeScheduler;
import redoubt.api.house.House;
import redoubt.model.access.Grant;
import redoubt.model.access.Principal;
import redoubt.model.access.Role;

class VigilTest {

    private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);
    private static final Principal WHO = House.principal(House.ADMIN, House.TOKEN_ID, Role.READER);

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final Sinks.Many<Long> changes = Sinks.many().multicast().directBestEffort();
    private final Vigil vigil = new Vigil(changes.asFlux(), time);
    private final List<Reason> reasons = new ArrayList<>();
    private final AtomicInteger asked = new AtomicInteger();
    private Mono<Principal> now = Mono.just(WHO);

    @Test
    void aGoodCredentialIsNoReason() {
        watch();
        time.advanceTimeBy(Duration.ofMinutes(10));
        assertThat(reasons).isEmpty();
    }

    @Test
    void aTokenThatWasTakenBackIsOneAtOnce() {
        watch();
        now = Mono.empty();
        changed();
        assertThat(reasons).containsExactly(Reason.TOKEN_REVOKED);
    }

    @Test
    void aTokenThatHasExpiredIsOneWithinHalfAMinute() {
        watch();
        now = Mono.empty();
        time.advanceTimeBy(HALF_A_MINUTE);
        assertThat(reasons).containsExactly(Reason.TOKEN_REVOKED);
    }

    @Test
    void whoMayFollowNoLongerIsLeft() {
        watch();
        now = Mono.just(with(List.of()));
        changed();
        assertThat(reasons).containsExactly(Reason.PERMISSION_LOST);
    }

    @Test
    void withMoreRightsOrFewerAnotherStreamBegins() {
        watch();
        now = Mono.just(with(List.of(new Grant(Role.READER, House.ROOT, false))));
        changed();
        assertThat(reasons).containsExactly(Reason.MAX_AGE);
    }

    @Test
    void theSameRightsInAnotherOrderAreNoReason() {
        Grant one = new Grant(Role.READER, House.ROOT, true);
        Grant other = new Grant(Role.AUDITOR, House.ROOT, true);
        watch(with(List.of(one, other)));
        now = Mono.just(with(List.of(other, one)));
        changed();
        assertThat(reasons).isEmpty();
    }

    @Test
    void ifNobodyCanBeAskedItIsAskedAgainLater() {
        watch();
        now = Mono.error(new IllegalStateException("The database is away"));
        time.advanceTimeBy(Duration.ofMinutes(5));
        assertThat(reasons).isEmpty();
        now = Mono.empty();
        time.advanceTimeBy(HALF_A_MINUTE);
        assertThat(reasons).containsExactly(Reason.TOKEN_REVOKED);
    }

    @Test
    void anAnswerThatNeverComesHoldsUpNobodyElseForLong() {
        for (int i = 0; i < Vigil.AT_ONCE; i++) {
            vigil.end(WHO, Mono.never()).subscribe(reasons::add);
        }
        watch();
        now = Mono.empty();
        time.advanceTimeBy(HALF_A_MINUTE);
        assertThat(reasons).containsExactly(Reason.TOKEN_REVOKED);
    }

    @Test
    void aThousandStreamsAreAskedAfterAFewAtATime() {
        List<Sinks.Empty<Principal>> open = new ArrayList<>();
        now = Mono.defer(() -> {
            Sinks.Empty<Principal> answer = Sinks.empty();
            open.add(answer);
            return answer.asMono();
        });
        for (int i = 0; i < 1_000; i++) {
            watch();
        }
        changed();
        while (!open.isEmpty()) {
            assertThat(open).hasSizeLessThanOrEqualTo(Vigil.AT_ONCE);
            open.removeFirst().tryEmitEmpty();
        }
        assertThat(reasons).hasSize(1_000);
        assertThat(asked).hasValue(1_000);
    }

    @Test
    void howeverMuchHappensDuringARoundNoMoreThanTheNextRoundsFollow() {
        Sinks.One<Principal> answer = Sinks.one();
        now = answer.asMono();
        watch();
        for (int i = 0; i < 1_000; i++) {
            changed();
        }
        assertThat(asked).hasValue(1);
        answer.tryEmitValue(WHO);
        assertThat(asked.get()).as("rounds for a thousand changes").isBetween(2, 4);
    }

    @Test
    void nobodyIsAskedAfterWhoHasGone() {
        Disposable gone = watch();
        gone.dispose();
        changed();
        time.advanceTimeBy(Duration.ofMinutes(10));
        assertThat(asked).hasValue(0);
    }

    private Disposable watch() {
        return watch(WHO);
    }

    private Disposable watch(Principal by) {
        return vigil.end(by, Mono.defer(() -> {
                    asked.incrementAndGet();
                    return now;
                }))
                .subscribe(reasons::add);
    }

    private void changed() {
        changes.tryEmitNext(0L);
    }

    private static Principal with(List<Grant> grants) {
        return new Principal(WHO.actor(), WHO.organization(), WHO.root(), grants, WHO.limits());
    }
}
