package redoubt.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;
import redoubt.api.house.House;
import redoubt.model.access.Grant;
import redoubt.model.access.Principal;
import redoubt.model.access.Role;

class VigilTest {

    private static final Principal WHO = House.principal(House.ADMIN, House.TOKEN_ID, Role.READER);

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final List<Reason> reasons = new ArrayList<>();
    private Mono<Principal> now = Mono.just(WHO);

    @BeforeEach
    void watch() {
        Vigil.reasons(WHO, Mono.defer(() -> now), time).subscribe(reasons::add);
    }

    @Test
    void aGoodCredentialIsNoReason() {
        time.advanceTimeBy(Duration.ofMinutes(10));
        assertThat(reasons).isEmpty();
    }

    @Test
    void aTokenThatWasTakenBackIsOneWithinHalfAMinute() {
        now = Mono.empty();
        time.advanceTimeBy(Duration.ofSeconds(30));
        assertThat(reasons).startsWith(Reason.TOKEN_REVOKED);
    }

    @Test
    void whoMayFollowNoLongerIsLeft() {
        now = Mono.just(with(List.of()));
        time.advanceTimeBy(Duration.ofSeconds(30));
        assertThat(reasons).startsWith(Reason.PERMISSION_LOST);
    }

    @Test
    void withOtherRightsAnotherStreamBegins() {
        now = Mono.just(with(List.of(new Grant(Role.AUDITOR, House.ROOT, true))));
        time.advanceTimeBy(Duration.ofSeconds(30));
        assertThat(reasons).startsWith(Reason.MAX_AGE);
    }

    @Test
    void ifNobodyCanBeAskedItIsAskedAgainLater() {
        now = Mono.error(new IllegalStateException("The database is away"));
        time.advanceTimeBy(Duration.ofSeconds(45));
        assertThat(reasons).isEmpty();
        now = Mono.empty();
        time.advanceTimeBy(Duration.ofSeconds(15));
        assertThat(reasons).containsExactly(Reason.TOKEN_REVOKED);
    }

    private static Principal with(List<Grant> grants) {
        return new Principal(WHO.actor(), WHO.organization(), WHO.root(), grants, WHO.limits());
    }
}
