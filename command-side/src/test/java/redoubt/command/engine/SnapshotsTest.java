package redoubt.command.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static redoubt.command.Acts.create;
import static redoubt.command.Acts.delete;
import static redoubt.command.Acts.update;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redoubt.command.Create;
import redoubt.command.Scenario;
import redoubt.command.Submission;
import redoubt.grc.Risk;
import redoubt.model.Getter;
import redoubt.model.Known;
import redoubt.model.Patch;
import redoubt.model.Ref;

/** Decisions go on from snapshots as if they had read everything. So do those of all other tests: they have snapshots, too. */
class SnapshotsTest {

    private final Scenario house = Scenario.founded();
    private final Ref<Risk> risk = house.risk("Fire");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void whateverTheSpacingADecisionSeesWhatTheWholeHistoryComesTo(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 60; i++) {
            if (random.nextInt(10) == 0) {
                house.spacing(1 + random.nextInt(6));
            }
            if (house.known(risk) == null) {
                Patch<Risk> again = Patch.of(Risk.class).set(Risk::name, "Fire " + i);
                house.given(new Create<>(risk, Submission.of(again)));
            } else if (random.nextInt(12) == 0) {
                house.when(delete(risk)).then("risk.deleted");
                assertThat(house.known(risk)).isNull();
            } else {
                seen(random.nextBoolean() ? Risk::likelihood : Risk::impact, random.nextInt(5) + 1);
            }
        }
        assertThat(house.snapshots()).isPositive();
    }

    private void seen(Getter<Risk, Integer> field, int value) {
        Known<?> shown = house.when(update(risk, field, value)).outcome().known();

        assertThat(shown.state()).isEqualTo(house.state(risk));
        assertThat(shown.version()).isEqualTo(house.known(risk).version());
        assertThat(shown.createdAt()).isEqualTo(house.known(risk).createdAt());
        assertThat(shown.createdBy()).isEqualTo(house.known(risk).createdBy());
    }

    @Test
    void aLongHistoryCostsADecisionNoMoreThanAShortOne() {
        house.spacing(10);
        Ref<Risk> shorter = house.risk("Flood");
        for (int i = 0; i < 95; i++) {
            house.given(update(risk, Risk::description, "Step " + i));
        }

        assertThat(read(risk) - read(shorter)).isBetween(0L, 10L);
    }

    private long read(Ref<Risk> of) {
        long before = house.sourced();
        house.given(update(of, Risk::description, "Once more"));
        return house.sourced() - before;
    }

    @Test
    void whatComesMeanwhileIsAConflictAlsoForThoseWhoBeganWithASnapshot() {
        house.spacing(4);
        for (int i = 0; i < 9; i++) {
            house.given(update(risk, Risk::description, "Step " + i));
        }
        int before = house.attempts();
        house.meanwhile(update(risk, Risk::likelihood, 3));

        house.when(update(risk, Risk::impact, 4)).then("risk.updated");

        assertThat(house.attempts() - before).isEqualTo(3);
        assertThat(house.state(risk).severity()).isEqualTo("high");
    }

    @Test
    void whatAnotherHouseKnowsIsNotSeenThroughASnapshotEither() {
        house.spacing(1);
        house.given(update(risk, Risk::description, "Ours"));
        Scenario other = house.found("Others");

        other.when(update(risk, Risk::description, "Theirs")).thenNotFound();
        other.when(create(Patch.of(Risk.class).set(Risk::name, "Fire"))).then("risk.created");
    }
}
