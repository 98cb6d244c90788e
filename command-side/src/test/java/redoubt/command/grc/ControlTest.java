package redoubt.command.grc;

import static org.assertj.core.api.Assertions.assertThat;
import static redoubt.command.Acts.create;
import static redoubt.command.Acts.delete;
import static redoubt.command.Acts.update;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import redoubt.command.Scenario;
import redoubt.grc.Control;
import redoubt.grc.Control.Status;
import redoubt.grc.Folder;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.Updated;
import redoubt.model.access.Role;

class ControlTest {

    private final Scenario house = Scenario.founded();

    @Test
    void aControlIsUndefinedAndAtTheTopUnlessItIsSaidOtherwise() {
        Control control = house.state(house.made(control("Two keys")));
        assertThat(control.status()).isEqualTo(Status.UNDEFINED);
        assertThat(control.progressField()).isZero();
        assertThat(control.folder()).isEqualTo(house.root());
    }

    @Test
    void whatIsActiveIsDone() {
        Ref<Control> control = house.made(control("Two keys").set(Control::progressField, 30));
        assertThat(house.state(control).progressField()).isEqualTo(30);
        var then = house.when(update(control, Control::status, Status.ACTIVE)).then("control.updated");
        assertThat(((Updated<?>) then.events().getFirst().change()).patch())
                .isEqualTo(Patch.of(Control.class)
                        .set(Control::status, Status.ACTIVE)
                        .set(Control::progressField, 100));
        house.when(update(control, Control::progressField, 40)).thenNothing();
        house.given(update(control, Control::status, Status.DEGRADED));
        assertThat(house.state(control).progressField()).isEqualTo(100);
        house.when(update(control, Control::progressField, 40)).then("control.updated");
    }

    @Test
    void anyStatusFollowsAnyOther() {
        Ref<Control> control = house.made(control("Two keys"));
        for (Status from : Status.values()) {
            for (Status to : Status.values()) {
                house.given(update(control, Control::status, from), update(control, Control::status, to));
                assertThat(house.state(control).status()).isEqualTo(to);
            }
        }
    }

    @Test
    void namesAreNotUniqueAndReferencesAreWithinAFolder() {
        house.made(control("Two keys").set(Control::refId, "C-1"));
        house.made(control("Two keys"));
        house.when(create(control("Three keys").set(Control::refId, "c-1")))
                .thenInvalid("refId", "This value is taken by another control here.");
    }

    @Test
    void aLinkIsAnAbsoluteAddressOfTheWeb() {
        for (String link : List.of("https://wiki.example/mfa?x=1#y", "HTTP://wiki.example", "http://[::1]:8080/")) {
            house.when(create(control("Two keys").set(Control::link, link))).then("control.created");
        }
        for (String link :
                List.of("wiki.example", "//wiki.example", "javascript:alert(1)", "https://", "http:///x", "ftp://a")) {
            house.when(create(control("Two keys").set(Control::link, link)))
                    .thenInvalid("link", "Enter an absolute http or https URL.");
        }
    }

    @Test
    void nothingCostsLessThanNothing() {
        Control.Outlay less = new Control.Outlay(new BigDecimal("-0.01"), BigDecimal.ZERO);
        house.when(create(control("Two keys").set(Control::cost, new Control.Cost("EUR", null, less, null))))
                .thenComplaintsAbout("cost.build.fixedCost");
        house.when(create(control("Two keys")
                        .set(Control::cost, new Control.Cost("EUR", new BigDecimal("50.5"), null, less))))
                .thenComplaintsAbout("cost.amortizationPeriod", "cost.run.fixedCost");
    }

    @Test
    void anAmountIsWrittenInOneWayOnly() {
        Control.Cost cost = new Control.Cost("EUR", null, null, null);
        Ref<Control> control = house.made(control("Two keys").set(Control::cost, cost));
        house.when(update(
                        control,
                        Control::cost,
                        new Control.Cost(
                                "EUR",
                                new BigDecimal("1.00"),
                                new Control.Outlay(new BigDecimal("0.0"), new BigDecimal("0E+3")),
                                null)))
                .thenNothing();
    }

    @Test
    void whoWritesControlsHasTheRightsOfAppliedControls() {
        Ref<Folder> sales = house.folder("Sales");
        Ref<Control> control = house.made(control("Two keys").set(Control::folder, sales));
        house.as(Role.READER, sales)
                .when(create(control("Mine").set(Control::folder, sales)))
                .thenDenied();
        house.as(Role.READER, sales).when(delete(control)).thenDenied();
        house.as(Role.READER, house.folder("North")).when(delete(control)).thenNotFound();
        Scenario analyst = house.as(Role.ANALYST, sales);
        analyst.when(create(control("Mine").set(Control::folder, sales))).then("control.created");
        analyst.when(update(control, Control::priority, 1)).then("control.updated");
        analyst.when(delete(control)).then("control.deleted");
    }

    private static Patch<Control> control(String name) {
        return Patch.of(Control.class).set(Control::name, name);
    }
}
