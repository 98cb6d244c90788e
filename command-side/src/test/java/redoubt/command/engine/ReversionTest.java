package redoubt.command.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static redoubt.command.Acts.create;
import static redoubt.command.Acts.delete;
import static redoubt.command.Acts.perform;
import static redoubt.command.Acts.update;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redoubt.command.Expected;
import redoubt.command.Form;
import redoubt.command.Revert;
import redoubt.command.Scenario;
import redoubt.command.grc.RiskAcceptance;
import redoubt.grc.Folder;
import redoubt.grc.Risk;
import redoubt.model.Field;
import redoubt.model.Known;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.access.Role;
import redoubt.model.failure.Failure;
import redoubt.people.User;

/** Undoing what was done to a resource, and that it was deleted. */
class ReversionTest {

    private Scenario house;
    private Ref<Folder> folder;
    private Ref<User> ben;
    private Ref<Risk> risk;
    private Known<Risk> first;

    @BeforeEach
    void aRiskThatChanged() {
        house = Scenario.founded();
        folder = house.folder("Payments");
        ben = house.user("ben@example.org");
        risk = house.made(Patch.of(Risk.class)
                .set(Risk::name, "Leak")
                .set(Risk::folder, folder)
                .set(Risk::owner, List.of(ben))
                .set(Risk::likelihood, 3)
                .set(Risk::impact, 4));
        first = known();
        house.given(update(
                risk,
                Patch.of(Risk.class)
                        .set(Risk::name, "Flood")
                        .set(Risk::impact, 1)
                        .set(Risk::owner, List.of())));
    }

    private Known<Risk> known() {
        return Objects.requireNonNull(house.known(risk));
    }

    private Revert<Risk> to(Known<Risk> then, @Nullable Known<Risk> last, Expected expected) {
        return new Revert<>(risk, expected, last, Form.of(values(then.state())));
    }

    private Revert<Risk> to(Known<Risk> then, @Nullable Known<Risk> last) {
        return to(then, last, Expected.ANY);
    }

    private static Patch<Risk> values(Risk state) {
        Patch<Risk> patch = Patch.of(Risk.class);
        for (Field<Risk, ?> field : patch.shape().fields()) {
            if (field.writable()) {
                patch = patch.with(field, field.of(state));
            }
        }
        return patch;
    }

    private Known<Risk> deleted() {
        Known<Risk> last = known();
        house.given(delete(risk));
        return last;
    }

    @Test
    void anUndoIsAnUpdateThatSaysWhatItChanged() {
        house.when(to(first, null)).then("risk.updated");
        assertThat(known().state()).isEqualTo(first.state());
        assertThat(known().version()).isEqualTo(3);
        house.when(to(first, null)).thenNothing();
    }

    @Test
    void itTakesTheRightToChangeAndTheExpectedVersion() {
        house.as(Role.READER, folder).when(to(first, null)).thenDenied();
        house.as(Role.ANALYST, house.folder("Fraud")).when(to(first, null)).thenNotFound();
        house.when(to(first, null, Expected.version(1))).thenRefused(new Failure.Stale(2));
        house.as(Role.ANALYST, folder)
                .when(to(first, null, Expected.version(2)))
                .then("risk.updated");
    }

    @Test
    void whatCannotBeTodayIsAConflict() {
        Ref<Folder> below = house.folder("Cards", folder);
        house.given(update(risk, Risk::folder, below));
        Known<Risk> third = known();
        house.given(update(risk, Risk::folder, folder), delete(below));
        house.when(to(third, null)).thenConflict("not_revertible");
    }

    @Test
    void theMachineOfItsStatusHoldsForAnUndoAsWell() {
        house.given(perform(risk, "accept", new RiskAcceptance.Input("Bearable", null, null)));
        Known<Risk> accepted = known();
        house.given(perform(risk, "revoke_acceptance", new redoubt.command.grc.AcceptanceRevocation.Input("No")));
        house.when(to(accepted, null)).thenConflict("invalid_transition");
    }

    @Test
    void whatWasDeletedComesBackUnderItsIdentifierAndItsVersionsGoOn() {
        Known<Risk> last = deleted();
        assertThat(house.known(risk)).isNull();
        house.when(to(last, last)).then("risk.created");
        assertThat(known().state()).isEqualTo(last.state());
        assertThat(known().version()).isEqualTo(last.version() + 2);
        house.when(update(risk, Risk::name, "Again")).then("risk.updated");
        assertThat(known().version()).isEqualTo(last.version() + 3);
    }

    @Test
    void itMayComeBackAsItWasLongBefore() {
        Known<Risk> last = deleted();
        house.when(to(first, last)).then("risk.created");
        assertThat(known().state()).isEqualTo(first.state());
    }

    @Test
    void whatNobodyCouldCreateComesBackAsItWas() {
        house.given(perform(risk, "accept", new RiskAcceptance.Input("Bearable", null, null)));
        Known<Risk> last = deleted();
        house.when(to(last, last)).then("risk.created");
        assertThat(known().state()).isEqualTo(last.state());
        assertThat(known().state().acceptance()).isNotNull();
    }

    @Test
    void comingBackTakesTheRightToAdd() {
        Known<Risk> last = deleted();
        house.as(Role.READER, folder).when(to(last, last)).thenDenied();
        house.as(Role.ANALYST, house.folder("Fraud")).when(to(last, last)).thenNotFound();
        house.when(to(last, last, Expected.version(2))).thenRefused(new Failure.Stale(3));
        house.as(Role.ANALYST, folder).when(to(last, last)).then("risk.created");
    }

    @Test
    void nothingComesBackIntoWhatIsGone() {
        Known<Risk> last = deleted();
        house.given(delete(folder));
        house.when(to(last, last)).thenConflict("not_revertible");
        assertThat(house.known(risk)).isNull();
    }

    @Test
    void aNameThatWasTakenMeanwhileStaysTaken() {
        house.given(update(risk, Risk::refId, "R-1"));
        Known<Risk> last = deleted();
        house.given(create(Patch.of(Risk.class)
                .set(Risk::name, "Other")
                .set(Risk::folder, folder)
                .set(Risk::refId, "R-1")));
        house.when(to(last, last)).thenConflict("not_revertible");
    }

    @Test
    void twoWhoBringItBackAtOnceBringItBackOnce() {
        Known<Risk> last = deleted();
        house.meanwhile(to(last, last)).when(to(first, last)).thenConflict("concurrent_update");
        assertThat(house.log().stream().filter(event -> event.name().equals("risk.created")))
                .hasSize(2);
    }

    @Test
    void whatIsWrongWithTheRequestIsToldToWhoMayAsk() {
        Failure.Invalid wrong = Failure.Invalid.of("version", "There is no such version.");
        Revert<Risk> revert = new Revert<>(risk, Expected.ANY, null, Form.wrong(wrong));
        house.when(revert).thenRefused(wrong);
        house.as(Role.READER, folder).when(revert).thenDenied();
    }

    @Test
    void aLongPastDoesNotMakeItForgetItsVersions() {
        house.spacing(3);
        Known<Risk> last = deleted();
        house.when(to(last, last)).then("risk.created");
        assertThat(known().version()).isEqualTo(4);
    }
}
