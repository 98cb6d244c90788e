package redoubt.query.grc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import redoubt.grc.Control;
import redoubt.grc.Control.Cost;
import redoubt.grc.Control.Effort;
import redoubt.grc.Control.Status;
import redoubt.grc.Folder;
import redoubt.model.Patch;
import redoubt.query.Tenant;

/** What follows from the dates of a control, and what is odd about them. */
class ControlDatesTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-06-15");

    private final Patch<Control> sound = Patch.of(Control.class)
            .set(Control::name, "Two keys")
            .set(Control::folder, Tenant.fresh(Folder.class))
            .set(Control::effort, Effort.SMALL)
            .set(Control::cost, new Cost("EUR", null, null, null))
            .set(Control::link, "https://wiki.example/keys")
            .set(Control::eta, TODAY);

    @Test
    void whatIsDueTodayIsNotLate() {
        assertThat(ControlDates.overdue(sound.create(), TODAY)).isFalse();
        assertThat(ControlDates.daysUntilEta(sound.create(), TODAY)).isZero();
        assertThat(ControlWarnings.of(sound.create(), TODAY)).isEmpty();
    }

    @Test
    void whatWasDueYesterdayIsLateUnlessItIsInPlaceOrGivenUp() {
        Patch<Control> late = sound.set(Control::eta, TODAY.minusDays(1));
        for (Status status : Status.values()) {
            Control control = late.set(Control::status, status).create();
            boolean settled = status == Status.ACTIVE || status == Status.DEPRECATED;
            assertThat(ControlDates.overdue(control, TODAY)).as("%s", status).isEqualTo(!settled);
            assertThat(ControlWarnings.of(control, TODAY).contains("eta_in_past"))
                    .isEqualTo(!settled);
        }
    }

    @Test
    void daysAreCountedDownToMinusOne() {
        assertThat(ControlDates.daysUntilEta(
                        sound.set(Control::eta, TODAY.plusDays(40)).create(), TODAY))
                .isEqualTo(40);
        assertThat(ControlDates.daysUntilEta(
                        sound.set(Control::eta, TODAY.minusDays(40)).create(), TODAY))
                .isEqualTo(-1);
        assertThat(ControlDates.daysUntilEta(sound.set(Control::eta, null).create(), TODAY))
                .isNull();
    }

    @Test
    void whatIsGoodUntilTodayIsGood() {
        assertThat(ControlDates.expired(sound.set(Control::expiryDate, TODAY).create(), TODAY))
                .isFalse();
        Control past = sound.set(Control::expiryDate, TODAY.minusDays(1)).create();
        assertThat(ControlDates.expired(past, TODAY)).isTrue();
        assertThat(ControlWarnings.of(past, TODAY)).containsExactly("expired");
    }

    @Test
    void whatNobodyHasSaidIsTold() {
        Control bare = Patch.of(Control.class)
                .set(Control::name, "Two keys")
                .set(Control::folder, Tenant.fresh(Folder.class))
                .create();
        assertThat(ControlWarnings.of(bare, TODAY)).containsExactly("no_eta", "no_effort", "no_cost", "no_link");
    }

    @Test
    void beginningAfterTheEndIsOdd() {
        assertThat(ControlWarnings.of(
                        sound.set(Control::startDate, TODAY.plusDays(1)).create(), TODAY))
                .containsExactly("start_after_eta");
        assertThat(ControlWarnings.of(sound.set(Control::startDate, TODAY).create(), TODAY))
                .isEmpty();
    }
}
