package redoubt.command.grc;

import static org.assertj.core.api.Assertions.assertThat;
import static redoubt.command.Acts.create;
import static redoubt.command.Acts.perform;
import static redoubt.command.Acts.update;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redoubt.command.Expected;
import redoubt.command.Form;
import redoubt.command.MemoryLog;
import redoubt.command.Perform;
import redoubt.command.Scenario;
import redoubt.grc.Risk;
import redoubt.grc.Risk.Status;
import redoubt.grc.Risk.Treatment;
import redoubt.grc.RiskAcceptanceRevoked;
import redoubt.identity.Settings;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.access.Role;
import redoubt.model.failure.Complaints;
import redoubt.model.failure.Failure;
import redoubt.people.User;

/** The status machine of a risk, and the decision to live with one. */
class RiskStatusTest {

    private static final RiskAcceptance.Input WE_CAN = new RiskAcceptance.Input("We can live with it", null, null);
    private static final AcceptanceRevocation.Input WE_CANNOT = new AcceptanceRevocation.Input("We cannot");

    private final Scenario house = Scenario.founded();

    /** Each row: from; then whether open, in_progress, mitigated, accepted and closed can be set directly. */
    @ParameterizedTest
    @CsvSource({
        "OPEN,        same, yes,  yes,  no,   yes",
        "IN_PROGRESS, yes,  same, yes,  no,   yes",
        "MITIGATED,   yes,  yes,  same, no,   yes",
        "ACCEPTED,    no,   no,   no,   same, yes",
        "CLOSED,      yes,  yes,  no,   no,   same"
    })
    void aStatusIsReachedOnlyWhereTheMachineGoes(
            Status from, String open, String progress, String mitigated, String accepted, String closed) {
        List<String> row = List.of(open, progress, mitigated, accepted, closed);
        for (Status to : Status.values()) {
            Ref<Risk> risk = in(from);
            var then = house.when(update(risk, Risk::status, to));
            switch (row.get(to.ordinal())) {
                case "same" -> then.thenNothing();
                case "yes" -> {
                    then.then("risk.updated");
                    assertThat(house.state(risk).status()).isEqualTo(to);
                }
                default -> {
                    then.thenConflict("invalid_transition");
                    Map<String, Object> members = ((Failure.Conflict) then.refusal()).members();
                    assertThat(members.get("from")).isEqualTo(from.name().toLowerCase(Locale.ROOT));
                    assertThat(members.get("to")).isEqualTo(to.name().toLowerCase(Locale.ROOT));
                    assertThat((List<?>) members.get("allowed")).isNotEmpty();
                    assertThat(house.state(risk).status()).isEqualTo(from);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"OPEN", "IN_PROGRESS", "MITIGATED", "CLOSED"})
    void aRiskMayStartInAnyStatusButAccepted(Status status) {
        Ref<Risk> risk = house.made(rated().set(Risk::status, status));
        assertThat(house.state(risk).status()).isEqualTo(status);
        assertThat(house.state(risk).closedAt() != null).isEqualTo(status == Status.CLOSED);
    }

    @Test
    void aRiskIsNotCreatedAccepted() {
        house.when(create(rated().set(Risk::status, Status.ACCEPTED))).thenComplaintsAbout("status");
    }

    @Test
    void whatIsWrongWithTheInputIsToldBeforeTheMachineObjects() {
        Ref<Risk> risk = in(Status.OPEN);
        house.when(update(
                        risk,
                        Patch.of(Risk.class).set(Risk::status, Status.ACCEPTED).set(Risk::impact, 6)))
                .thenComplaintsAbout("impact");
    }

    @Test
    void closingRemembersWhenAndReopeningDoesNotForget() {
        Ref<Risk> risk = in(Status.OPEN);
        house.given(update(risk, Risk::status, Status.CLOSED));
        var closed = house.clock().instant();
        assertThat(house.state(risk).closedAt()).isEqualTo(closed);
        house.later(Duration.ofDays(1)).given(update(risk, Risk::status, Status.OPEN));
        assertThat(house.state(risk).closedAt()).isEqualTo(closed);
        house.later(Duration.ofDays(1)).given(update(risk, Risk::status, Status.CLOSED));
        assertThat(house.state(risk).closedAt()).isEqualTo(closed.plus(Duration.ofDays(2)));
    }

    @Test
    void whereItTakesTwoNobodyAcceptsARiskThatTheyAloneOwn() {
        Ref<User> me =
                Ref.of(User.class, Objects.requireNonNull(house.by().actor().user()));
        Ref<Risk> mine = house.made(rated().set(Risk::owner, List.of(me)));
        Ref<Risk> ours = house.made(rated().set(Risk::owner, List.of(me, house.user("ben@example.org"))));
        Ref<Risk> nobodys = house.made(rated());
        house.given(perform(mine, "accept", WE_CAN));
        house.given(perform(mine, "revoke_acceptance", WE_CANNOT));

        house.given(update(Settings.of(house.by().organization()), Settings::fourEyes, true));

        house.when(perform(mine, "accept", WE_CAN)).thenDenied();
        house.as(Role.APPROVER, house.root())
                .when(perform(mine, "accept", WE_CAN))
                .then("risk.updated", "risk.accepted");
        house.when(perform(ours, "accept", WE_CAN)).then("risk.updated", "risk.accepted");
        house.when(perform(nobodys, "accept", WE_CAN)).then("risk.updated", "risk.accepted");
    }

    @Test
    void acceptingRemembersWhoWhenWhyAndOnWhatRatings() {
        Ref<Risk> risk = house.made(rated().set(Risk::residualLikelihood, 1).set(Risk::residualImpact, 1));
        house.given(update(risk, Risk::justification, "seen"));
        var input = new RiskAcceptance.Input("We can live with it", LocalDate.of(2026, 3, 3), "for now");
        house.when(perform(risk, "accept", input)).then("risk.updated", "risk.accepted");

        Risk accepted = house.state(risk);
        assertThat(accepted.status()).isEqualTo(Status.ACCEPTED);
        assertThat(accepted.treatment()).isEqualTo(Treatment.ACCEPT);
        var acceptance = Objects.requireNonNull(accepted.acceptance());
        assertThat(acceptance.acceptedBy().id()).isEqualTo(house.by().actor().user());
        assertThat(acceptance.acceptedAt()).isEqualTo(house.clock().instant());
        assertThat(acceptance.justification()).isEqualTo("We can live with it");
        assertThat(acceptance.comment()).isEqualTo("for now");
        assertThat(acceptance.expiresOn()).isEqualTo(LocalDate.of(2026, 3, 3));
        assertThat(acceptance.state()).isEqualTo(new Risk.Ratings(3, 4, "high", 1, 1, "very_low", 2));
    }

    @Test
    void theMilestoneChangesNothingAndComesRightAfterTheUpdate() {
        Ref<Risk> risk = in(Status.OPEN);
        var outcome = house.when(perform(risk, "accept", WE_CAN)).outcome();
        assertThat(outcome.events().stream().map(event -> event.position() - outcome.position()))
                .containsExactly(-1L, 0L);
        assertThat(outcome.events().stream().map(event -> event.envelope().version()))
                .containsExactly(2L, 3L);
        assertThat(outcome.known()).isEqualTo(house.known(risk));
        assertThat(outcome.known().version()).isEqualTo(3);
    }

    @Test
    void anUnratedRiskCannotBeAccepted() {
        house.when(perform(house.risk("Fire"), "accept", WE_CAN))
                .thenInvalid(Complaints.WHOLE, "A risk must be rated before it can be accepted.");
    }

    @Test
    void anAcceptanceThatEndsTodayIsNone() {
        var today = new RiskAcceptance.Input("We can", LocalDate.of(2026, 3, 2), null);
        house.when(perform(in(Status.OPEN), "accept", today)).thenInvalid("expiresOn", "Must be after today.");
        house.in("Pacific/Kiritimati").later(Duration.ofHours(2));
        house.when(perform(
                        in(Status.OPEN), "accept", new RiskAcceptance.Input("We can", LocalDate.of(2026, 3, 3), null)))
                .thenComplaintsAbout("expiresOn");
    }

    @ParameterizedTest
    @CsvSource({"ACCEPTED", "CLOSED"})
    void whatIsAcceptedOrClosedIsNotAccepted(Status status) {
        house.when(perform(in(status), "accept", WE_CAN)).thenConflict("invalid_transition");
    }

    @Test
    void anAcceptedRiskMayChangeAndStaysAccepted() {
        Ref<Risk> risk = in(Status.ACCEPTED);
        house.when(update(risk, Patch.of(Risk.class).set(Risk::impact, 5).set(Risk::status, Status.ACCEPTED)))
                .then("risk.updated");
        assertThat(house.state(risk).acceptance()).isNotNull();
        assertThat(house.state(risk).severity()).isEqualTo("high");
    }

    @Test
    void closingAnAcceptedRiskEndsTheAcceptance() {
        Ref<Risk> risk = in(Status.ACCEPTED);
        house.given(update(risk, Risk::status, Status.CLOSED));
        assertThat(house.state(risk).acceptance()).isNull();
        assertThat(house.state(risk).closedAt()).isNotNull();
    }

    @Test
    void revokingOpensTheRiskAgain() {
        Ref<Risk> risk = in(Status.ACCEPTED);
        var then = house.when(perform(risk, "revoke_acceptance", WE_CANNOT))
                .then("risk.updated", "risk.acceptance_revoked");
        assertThat(then.events().getLast().change()).isEqualTo(new RiskAcceptanceRevoked("We cannot"));
        Risk open = house.state(risk);
        assertThat(List.of(open.status(), open.treatment())).isEqualTo(List.of(Status.OPEN, Treatment.OPEN));
        assertThat(open.acceptance()).isNull();
        house.when(perform(risk, "revoke_acceptance", WE_CANNOT)).thenConflict("invalid_transition");
    }

    @Test
    void revokingKeepsATreatmentThatWasChangedSince() {
        Ref<Risk> risk = in(Status.ACCEPTED);
        house.given(update(risk, Risk::treatment, Treatment.TRANSFER), perform(risk, "revoke_acceptance", WE_CANNOT));
        assertThat(house.state(risk).treatment()).isEqualTo(Treatment.TRANSFER);
    }

    @Test
    void anAcceptanceExpiresTheDayAfterItsLastDayAndOnlyOnce() {
        Ref<Risk> risk = in(Status.OPEN);
        house.given(perform(risk, "accept", new RiskAcceptance.Input("We can", LocalDate.of(2026, 3, 4), null)));
        var expire = perform(risk, "expire_acceptance", new AcceptanceExpiry.Input());
        house.later(Duration.ofDays(2)).when(expire).thenNothing();
        house.later(Duration.ofDays(1)).when(expire).then("risk.updated", "risk.acceptance_expired");
        assertThat(house.state(risk).status()).isEqualTo(Status.OPEN);
        assertThat(house.state(risk).treatment()).isEqualTo(Treatment.OPEN);
        house.when(expire).thenNothing();
    }

    @Test
    void anAcceptanceWithoutAnEndDoesNotExpire() {
        Ref<Risk> risk = in(Status.ACCEPTED);
        house.later(Duration.ofDays(10_000))
                .when(perform(risk, "expire_acceptance", new AcceptanceExpiry.Input()))
                .thenNothing();
    }

    @Test
    void onlyApproversAccept() {
        Ref<Risk> risk = in(Status.OPEN);
        house.as(Role.ANALYST, house.root())
                .when(perform(risk, "accept", WE_CAN))
                .thenDenied();
        house.as(Role.APPROVER, house.root())
                .when(perform(risk, "accept", WE_CAN))
                .then("risk.updated", "risk.accepted");
    }

    @Test
    void rightsAreJudgedBeforeTheFormAndTheFormBeforeTheState() {
        Ref<Risk> risk = in(Status.CLOSED);
        var wrong = new Perform<>(
                risk,
                "accept",
                Expected.ANY,
                Form.wrong(Failure.Invalid.of("justification", "This field is required.")));
        house.as(Role.ANALYST, house.root()).when(wrong).thenDenied();
        house.when(wrong).thenInvalid("justification", "This field is required.");
    }

    @Test
    void controlsAreTakenOverOnlyWhenThereAreAny() {
        Ref<Risk> risk = in(Status.OPEN);
        var outcome = house.when(perform(risk, "sync_from_controls", new ControlSync.Input(false, null)))
                .thenNothing()
                .outcome();
        assertThat((Map<?, ?>) outcome.answer())
                .isEqualTo(Map.of(
                        "applied", false, "reason", "no_controls", "controls", List.of(), "risk", house.known(risk)));
    }

    @Test
    void whatIsKnownAfterwardsCarriesTheClockOfTheLog() {
        var outcome = house.when(create(rated())).outcome();
        assertThat(outcome.known().createdAt())
                .isEqualTo(house.clock().instant().plus(MemoryLog.LATENCY));
    }

    private Ref<Risk> in(Status status) {
        if (status != Status.ACCEPTED) {
            return house.made(rated().set(Risk::status, status));
        }
        Ref<Risk> risk = house.made(rated());
        house.given(perform(risk, "accept", WE_CAN));
        return risk;
    }

    private static Patch<Risk> rated() {
        return Patch.of(Risk.class)
                .set(Risk::name, "Fire")
                .set(Risk::likelihood, 3)
                .set(Risk::impact, 4);
    }
}
