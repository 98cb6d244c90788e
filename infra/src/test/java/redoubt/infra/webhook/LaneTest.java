package redoubt.infra.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

/** An endpoint that keeps up holds back for a moment what there is no room for; whoever takes longer is queued for. */
class LaneTest {

    private static final int IN_FLIGHT = 2;

    @Test
    void whatThereIsRoomForLeavesAtOnce() {
        Lane lane = lane(false);
        assertThat(lane.full()).isFalse();
        assertThat(lane.held()).isFalse();
    }

    @Test
    void whatThereIsNoRoomForWaitsInTheLogUntilAnAttemptEnds() {
        Lane lane = lane(false);
        Disposable.Swap first = lane.begin();
        lane.begin();
        assertThat(lane.full()).isTrue();
        lane.ended(first);
        await().atMost(Duration.ofSeconds(5)).until(() -> !lane.full());
        assertThat(lane.held()).isTrue();
        lane.reached(7, false);
        assertThat(lane.held()).isFalse();
    }

    @Test
    void onceSomethingWaitsItDoesUntilThereIsRoomForSeveral() {
        Lane lane = lane(false, 2 * IN_FLIGHT);
        List<Disposable.Swap> away =
                Stream.generate(lane::begin).limit(2 * IN_FLIGHT).toList();
        assertThat(lane.full()).isTrue();
        lane.ended(away.get(0));
        await().atMost(Duration.ofSeconds(5)).until(() -> lane.spare() == 1);
        assertThat(lane.full()).isTrue();
        lane.ended(away.get(1));
        await().atMost(Duration.ofSeconds(5)).until(() -> !lane.full());
    }

    @Test
    void whatMayBeDueGoesFirstAndIsNotTakenForMore() {
        Lane lane = lane(false);
        lane.look();
        assertThat(lane.room()).isPositive();
        assertThat(lane.spare()).isZero();
        assertThat(lane.keepsUp()).isTrue();
        lane.found(0, 1);
        assertThat(lane.room()).isZero();
        assertThat(lane.spare()).isPositive();
        lane.found(1, 1);
        assertThat(lane.keepsUp()).isFalse();
    }

    @Test
    void itDoesNotWaitThereForLong() {
        Lane lane = lane(false);
        lane.begin();
        lane.begin();
        assertThat(lane.full()).isTrue();
        await().between(Duration.ofSeconds(1), Duration.ofSeconds(10)).until(() -> !lane.full());
        assertThat(lane.spare()).isZero();
        lane.reached(7, true);
        assertThat(lane.keepsUp()).isFalse();
        assertThat(lane.full()).isFalse();
    }

    @Test
    void whereSomethingIsQueuedAlreadyOrAnOrderIsKeptEverythingIsQueued() {
        for (Lane lane : List.of(lane(true), lane(false))) {
            lane.found(1, 1);
            lane.begin();
            lane.begin();
            assertThat(lane.full()).isFalse();
        }
        Lane ordered = lane(true);
        ordered.begin();
        ordered.begin();
        assertThat(ordered.full()).isFalse();
    }

    private static Lane lane(boolean ordered) {
        return lane(ordered, IN_FLIGHT);
    }

    private static Lane lane(boolean ordered, int inFlight) {
        UUID id = UUID.randomUUID();
        Lane lane = Lanes.to(id, id, ordered, inFlight);
        lane.found(0, 1);
        return lane;
    }
}
