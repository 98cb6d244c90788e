package redoubt.command.grc;

import static org.assertj.core.api.Assertions.assertThat;
import static redoubt.command.Acts.cascade;
import static redoubt.command.Acts.create;
import static redoubt.command.Acts.delete;
import static redoubt.command.Acts.perform;
import static redoubt.command.Acts.update;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import redoubt.command.Scenario;
import redoubt.grc.Asset;
import redoubt.grc.Control;
import redoubt.grc.Folder;
import redoubt.grc.Risk;
import redoubt.grc.Threat;
import redoubt.model.Event;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.access.Role;

/** What risks point at: controls, assets and threats. */
class LinksTest {

    private static final String UNKNOWN = "Object not found or not accessible.";

    private final Scenario house = Scenario.founded();
    private final Ref<Control> keys = control("Two keys", house.root(), Control.Status.ACTIVE);
    private final Ref<Control> locks = control("Locks", house.root(), Control.Status.TO_DO);
    private final Ref<Asset> vault = house.made(Patch.of(Asset.class).set(Asset::name, "Vault"));
    private final Ref<Threat> theft = house.made(Patch.of(Threat.class).set(Threat::name, "Theft"));

    @Test
    void aControlIsNotPlannedAndExistingAtOnce() {
        house.when(create(risk().set(Risk::appliedControls, List.of(keys))
                        .set(Risk::existingAppliedControls, List.of(locks, keys))))
                .thenComplaintsAbout("existingAppliedControls");
        Ref<Risk> risk = house.made(risk().set(Risk::appliedControls, List.of(keys)));
        house.when(update(risk, Risk::existingAppliedControls, List.of(keys)))
                .thenComplaintsAbout("existingAppliedControls");
        house.when(update(
                        risk,
                        Patch.of(Risk.class)
                                .set(Risk::appliedControls, List.of())
                                .set(Risk::existingAppliedControls, List.of(keys))))
                .then("risk.updated");
    }

    @Test
    void whatIsOutOfSightIsLikeWhatIsNotThere() {
        Ref<Folder> sales = house.folder("Sales");
        Scenario analyst = house.as(Role.ANALYST, sales);
        Patch<Risk> risk = risk().set(Risk::folder, sales);
        Ref<Control> nobodys = Ref.of(Control.class, UUID.randomUUID().toString());
        for (Ref<Control> control : List.of(keys, nobodys)) {
            analyst.when(create(risk.set(Risk::appliedControls, List.of(control))))
                    .thenInvalid("appliedControls", UNKNOWN);
            analyst.when(create(risk.set(Risk::existingAppliedControls, List.of(control))))
                    .thenInvalid("existingAppliedControls", UNKNOWN);
        }
        analyst.when(create(risk.set(Risk::assets, List.of(vault)))).thenInvalid("assets", UNKNOWN);
        analyst.when(create(risk.set(Risk::threats, List.of(theft)))).then("risk.created");
        house.given(update(theft, Threat::isPublished, false));
        analyst.when(create(risk.set(Risk::threats, List.of(theft)))).thenInvalid("threats", UNKNOWN);
    }

    @Test
    void nobodyUnlinksWhatTheyDoNotSee() {
        Ref<Folder> sales = house.folder("Sales");
        Ref<Control> own = control("Till", sales, Control.Status.TO_DO);
        Ref<Risk> risk = house.made(risk().set(Risk::folder, sales).set(Risk::appliedControls, List.of(keys, own)));
        house.as(Role.ANALYST, sales).given(update(risk, Risk::appliedControls, List.of()));
        assertThat(house.state(risk).appliedControls()).containsExactly(keys);
    }

    @Test
    void whatIsDeletedIsTakenOutOfEveryRiskByTheDeletionItself() {
        Ref<Risk> one = house.made(risk().set(Risk::appliedControls, List.of(locks, keys)));
        Ref<Risk> other = house.made(risk().set(Risk::existingAppliedControls, List.of(keys)));
        Ref<Risk> none = house.made(risk().set(Risk::appliedControls, List.of(locks)));

        List<Event<?>> events = house.when(delete(keys))
                .then("risk.updated", "risk.updated", "control.deleted")
                .events();

        assertThat(events.subList(0, 2))
                .allSatisfy(event -> assertThat(event.envelope().causation())
                        .isEqualTo(events.getLast().id()))
                .extracting(event -> (Object) event.ref())
                .containsExactlyInAnyOrder(one, other);
        assertThat(house.state(one).appliedControls()).containsExactly(locks);
        assertThat(house.state(other).existingAppliedControls()).isEmpty();
        assertThat(house.known(none).version()).isEqualTo(1);
    }

    @Test
    void assetsAndThreatsGoTheSameWay() {
        Ref<Risk> risk = house.made(risk().set(Risk::assets, List.of(vault)).set(Risk::threats, List.of(theft)));
        Ref<Control> control =
                house.made(Patch.of(Control.class).set(Control::name, "Doors").set(Control::assets, List.of(vault)));
        house.when(delete(vault)).then("control.updated", "risk.updated", "asset.deleted");
        house.when(delete(theft)).then("risk.updated", "threat.deleted");
        assertThat(house.state(risk).assets()).isEmpty();
        assertThat(house.state(risk).threats()).isEmpty();
        assertThat(house.state(control).assets()).isEmpty();
    }

    @Test
    void aRiskThatLosesMuchAtOnceHearsOfItOnce() {
        Ref<Folder> sales = house.folder("Sales");
        Ref<Control> till = control("Till", sales, Control.Status.TO_DO);
        Ref<Control> guard = control("Guard", sales, Control.Status.TO_DO);
        Ref<Risk> inside = house.made(risk().set(Risk::folder, sales).set(Risk::appliedControls, List.of(till)));
        Ref<Risk> outside = house.made(risk().set(Risk::appliedControls, List.of(till, keys))
                .set(Risk::existingAppliedControls, List.of(guard)));

        var then = house.when(cascade(sales, "Sales"));

        assertThat(then.events().stream().filter(event -> event.name().equals("risk.updated")))
                .singleElement()
                .satisfies(event -> assertThat((Object) event.ref()).isEqualTo(outside));
        assertThat(house.state(outside).appliedControls()).containsExactly(keys);
        assertThat(house.state(outside).existingAppliedControls()).isEmpty();
        assertThat(house.known(inside)).isNull();
    }

    @Test
    void whoMayDeleteAControlTakesItOutOfRisksThatTheyMayNotChange() {
        Ref<Folder> sales = house.folder("Sales");
        Ref<Control> till = control("Till", sales, Control.Status.TO_DO);
        Ref<Risk> risk = house.made(risk().set(Risk::appliedControls, List.of(till)));
        house.as(Role.ANALYST, sales).when(delete(till)).then("risk.updated", "control.deleted");
        assertThat(house.state(risk).appliedControls()).isEmpty();
    }

    @Test
    void aRiskThatIsLinkedMeanwhileIsFreedAsWell() {
        Ref<Risk> risk = house.made(risk());
        house.meanwhile(update(risk, Risk::appliedControls, List.of(keys)))
                .when(delete(keys))
                .then("risk.updated", "control.deleted");
        assertThat(house.state(risk).appliedControls()).isEmpty();
    }

    @Test
    void aControlThatIsDeletedMeanwhileIsNotLinked() {
        Ref<Risk> risk = house.made(risk());
        house.meanwhile(delete(keys))
                .when(update(risk, Risk::appliedControls, List.of(keys)))
                .thenInvalid("appliedControls", UNKNOWN);
    }

    @Test
    void ratingsAreTakenOverOnceEveryPlannedControlIsActive() {
        Ref<Risk> risk = house.made(risk().set(Risk::likelihood, 4)
                .set(Risk::impact, 4)
                .set(Risk::residualLikelihood, 2)
                .set(Risk::residualImpact, 3)
                .set(Risk::appliedControls, List.of(keys, locks)));
        assertThat(synced(risk, false)).isEqualTo(told(risk, "not_all_active", false));
        house.given(update(locks, Control::status, Control.Status.ACTIVE));
        assertThat(synced(risk, null)).isEqualTo(told(risk, "dry_run", false));

        assertThat(synced(risk, false)).isEqualTo(told(risk, null, true));
        Risk after = house.state(risk);
        assertThat(after.likelihood()).isEqualTo(2);
        assertThat(after.impact()).isEqualTo(3);
        assertThat(after.residualLikelihood()).isEqualTo(2);
        assertThat(after.appliedControls()).isEmpty();
        assertThat(after.existingAppliedControls()).containsExactly(keys, locks);
    }

    @Test
    void nothingIsTakenOverFromWhatIsNotRated() {
        Ref<Risk> risk = house.made(
                risk().set(Risk::likelihood, 4).set(Risk::impact, 4).set(Risk::appliedControls, List.of(keys)));
        assertThat(synced(risk, false)).isEqualTo(told(risk, List.of(keys), "no_residual_rating", false));
    }

    @Test
    void whoTakesRatingsOverIsToldOfTheControlsTheySee() {
        Ref<Folder> sales = house.folder("Sales");
        Ref<Control> till = control("Till", sales, Control.Status.ACTIVE);
        Ref<Risk> risk = house.made(risk().set(Risk::folder, sales).set(Risk::appliedControls, List.of(keys, till)));
        var outcome = house.as(Role.ANALYST, sales)
                .when(perform(risk, "sync_from_controls", new ControlSync.Input(null, null)))
                .outcome();
        assertThat(((Map<?, ?>) outcome.answer()).get("controls")).isEqualTo(List.of(till));
    }

    private Object synced(Ref<Risk> risk, Boolean dryRun) {
        return house.when(perform(risk, "sync_from_controls", new ControlSync.Input(dryRun, null)))
                .outcome()
                .answer();
    }

    private Map<String, Object> told(Ref<Risk> risk, String reason, boolean applied) {
        return told(risk, List.of(keys, locks), reason, applied);
    }

    private Map<String, Object> told(Ref<Risk> risk, List<Ref<Control>> controls, String reason, boolean applied) {
        Map<String, Object> told = new java.util.HashMap<>();
        told.put("applied", applied);
        told.put("reason", reason);
        told.put("controls", controls);
        told.put("risk", house.known(risk));
        return told;
    }

    private Ref<Control> control(String name, Ref<Folder> folder, Control.Status status) {
        return house.made(Patch.of(Control.class)
                .set(Control::name, name)
                .set(Control::folder, folder)
                .set(Control::status, status));
    }

    private static Patch<Risk> risk() {
        return Patch.of(Risk.class).set(Risk::name, "Theft");
    }
}
