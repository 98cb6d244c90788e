package redoubt.command.grc;

import static org.assertj.core.api.Assertions.assertThat;
import static redoubt.command.Acts.cascade;
import static redoubt.command.Acts.delete;
import static redoubt.command.Acts.perform;
import static redoubt.command.Acts.update;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import redoubt.command.Act;
import redoubt.command.Scenario;
import redoubt.grc.ComplianceAssessment;
import redoubt.grc.Control;
import redoubt.grc.Folder;
import redoubt.grc.Framework;
import redoubt.grc.RequirementAssessment;
import redoubt.grc.RequirementAssessment.ExtendedResult;
import redoubt.grc.RequirementAssessment.Result;
import redoubt.model.NameBased;
import redoubt.model.Patch;
import redoubt.model.Ref;

/** What is done about a requirement is said in its row, and is gone from there with the control. */
class AssessedControlsTest {

    private final Scenario house = Scenario.founded();
    private final Ref<Framework> framework = house.made(FrameworkTest.framework(
            "f", List.of(FrameworkTest.node("a", null), FrameworkTest.node("b", null), FrameworkTest.node("c", null))));
    private final Ref<ComplianceAssessment> audit = house.made(audit());
    private final Ref<Control> keys = control("Keys", Control.Status.ACTIVE);
    private final Ref<Control> locks = control("Locks", Control.Status.TO_DO);

    @Test
    void onlyWhatIsThereCanBeNamed() {
        Ref<Control> nobodys = Ref.of(Control.class, UUID.randomUUID().toString());
        house.when(update(row(audit, "a"), RequirementAssessment::appliedControls, List.of(nobodys)))
                .thenComplaintsAbout("appliedControls");
    }

    @Test
    void aControlThatIsDeletedIsTakenOutOfEveryRow() {
        name("a", keys, locks);
        name("b", locks);
        house.when(delete(locks))
                .then("requirement_assessment.updated", "requirement_assessment.updated", "control.deleted");
        assertThat(house.state(row(audit, "a")).appliedControls()).containsExactly(keys);
        assertThat(house.state(row(audit, "b")).appliedControls()).isEmpty();
    }

    @Test
    void soIsOneThatALaterAssessmentTookOver() {
        name("a", keys);
        Ref<ComplianceAssessment> later = house.made(audit().set(ComplianceAssessment::baseline, audit));
        assertThat(house.state(row(later, "a")).appliedControls()).containsExactly(keys);
        house.when(delete(keys))
                .then("requirement_assessment.updated", "requirement_assessment.updated", "control.deleted");
        assertThat(house.state(row(later, "a")).appliedControls()).isEmpty();
    }

    @Test
    void aRowThatGoesWithItsAssessmentIsNotFreedFirst() {
        Ref<Folder> folder = house.folder("Finance");
        house.given(update(audit, ComplianceAssessment::folder, folder));
        house.given(update(keys, Control::folder, folder));
        name("a", keys);
        house.when(cascade(folder, "Finance")).then("control.deleted", "assessment.deleted", "folder.deleted");
    }

    @Test
    void whatIsInPlaceSaysWhatIsMet() {
        name("a", keys);
        name("b", keys, locks);
        name("c", locks);
        house.given(update(
                row(audit, "c"),
                Patch.of(RequirementAssessment.class)
                        .set(RequirementAssessment::result, Result.COMPLIANT)
                        .set(RequirementAssessment::extendedResult, ExtendedResult.GOOD_PRACTICE)));
        List<Map<String, Object>> changes = List.of(
                change("a", Result.NOT_ASSESSED, Result.COMPLIANT),
                change("b", Result.NOT_ASSESSED, Result.PARTIALLY_COMPLIANT),
                change("c", Result.COMPLIANT, Result.NON_COMPLIANT));

        house.when(sync(null)).thenNothing().thenAnswers(Map.of("applied", false, "changes", changes));
        house.when(sync(false))
                .then(
                        "requirement_assessment.updated",
                        "requirement_assessment.updated",
                        "requirement_assessment.updated")
                .thenAnswers(Map.of("applied", true, "changes", changes));
        assertThat(house.state(row(audit, "b")).result()).isEqualTo(Result.PARTIALLY_COMPLIANT);
        assertThat(house.state(row(audit, "c")).extendedResult()).isNull();
        house.when(sync(false)).thenNothing().thenAnswers(Map.of("applied", true, "changes", List.of()));
    }

    @Test
    void whatIsOnRecordIsNotSynced() {
        name("a", keys);
        house.given(update(audit, ComplianceAssessment::status, ComplianceAssessment.Status.DONE));
        house.when(sync(false)).thenConflict("assessment_done");
    }

    private Act<ComplianceAssessment> sync(Boolean dryRun) {
        return perform(audit, "sync_from_controls", new AssessmentSync.Input(dryRun));
    }

    private Map<String, Object> change(String urn, Result from, Result to) {
        return Map.of("id", row(audit, urn), "from", from, "to", to);
    }

    private void name(String urn, Ref<Control> first, Ref<?>... more) {
        List<Ref<Control>> controls = new ArrayList<>(List.of(first));
        for (Ref<?> each : more) {
            controls.add(Ref.of(Control.class, each.id()));
        }
        house.given(update(row(audit, urn), RequirementAssessment::appliedControls, controls));
    }

    private Patch<ComplianceAssessment> audit() {
        return Patch.of(ComplianceAssessment.class)
                .set(ComplianceAssessment::name, "Audit")
                .set(ComplianceAssessment::framework, framework);
    }

    private Ref<Control> control(String name, Control.Status status) {
        return house.made(Patch.of(Control.class).set(Control::name, name).set(Control::status, status));
    }

    private static Ref<RequirementAssessment> row(Ref<ComplianceAssessment> assessment, String urn) {
        return Ref.of(RequirementAssessment.class, NameBased.id(assessment.id(), urn));
    }
}
