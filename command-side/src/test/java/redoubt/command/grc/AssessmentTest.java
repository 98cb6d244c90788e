package redoubt.command.grc;

import static org.assertj.core.api.Assertions.assertThat;
import static redoubt.command.Acts.create;
import static redoubt.command.Acts.delete;
import static redoubt.command.Acts.perform;
import static redoubt.command.Acts.update;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import redoubt.command.Scenario;
import redoubt.grc.ComplianceAssessment;
import redoubt.grc.ComplianceAssessment.Status;
import redoubt.grc.Folder;
import redoubt.grc.Framework;
import redoubt.grc.RequirementAssessment;
import redoubt.grc.RequirementAssessment.ExtendedResult;
import redoubt.grc.RequirementAssessment.Result;
import redoubt.grc.Task;
import redoubt.model.NameBased;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.access.Role;

/** An assessment has a row for each requirement from its first event on, and what is on record stays as it is. */
class AssessmentTest {

    private final Scenario house = Scenario.founded();
    private final Ref<Framework> framework = house.made(FrameworkTest.framework(
                    "f",
                    List.of(
                            FrameworkTest.section("s"),
                            FrameworkTest.node("a", "s"),
                            FrameworkTest.with(
                                    FrameworkTest.node("b", "s"),
                                    Framework.Node::implementationGroups,
                                    List.of("core"))))
            .set(Framework::maxScore, 5)
            .set(Framework::implementationGroupsDefinition, List.of(new Framework.Group("core", "Core", null, false))));
    private final Ref<ComplianceAssessment> assessment = house.made(assessment());
    private final Ref<RequirementAssessment> a = row(assessment, "a");
    private final Ref<RequirementAssessment> b = row(assessment, "b");

    @Test
    void anAssessmentIsOneEventAndBeginsOnTheScaleOfItsFramework() {
        house.when(create(assessment())).then("assessment.created");
        ComplianceAssessment state = house.state(assessment);
        assertThat(state.maxScore()).isEqualTo(5);
        assertThat(state.rows()).hasSize(3);
        assertThat(state.versionLabel()).isEqualTo("1.0");
        assertThat(state.frameworkName()).isEqualTo("Rules f");
    }

    @Test
    void itNeedsANameAndAFrameworkThatCanBeSeen() {
        house.when(create(Patch.of(ComplianceAssessment.class))).thenComplaintsAbout("name", "framework");
        house.when(create(assessment()
                        .set(
                                ComplianceAssessment::framework,
                                Ref.of(Framework.class, house.root().id()))))
                .thenComplaintsAbout("framework");
        house.when(create(assessment().set(ComplianceAssessment::status, Status.DONE)))
                .thenComplaintsAbout("status");
    }

    @Test
    void aRowThatNobodyTouchedIsChangedLikeAnyOther() {
        house.when(update(a, RequirementAssessment::result, Result.COMPLIANT)).then("requirement_assessment.updated");
        RequirementAssessment row = house.state(a);
        assertThat(row.result()).isEqualTo(Result.COMPLIANT);
        assertThat(row.requirement().urn()).isEqualTo("a");
        assertThat(house.log().getLast().envelope().version()).isEqualTo(1);
        assertThat(house.log().getLast().envelope().folder())
                .isEqualTo(house.root().id());
        house.when(update(a, RequirementAssessment::result, Result.COMPLIANT)).thenNothing();
        house.when(update(row(assessment, "nothing"), RequirementAssessment::result, Result.COMPLIANT))
                .thenNotFound();
    }

    @Test
    void aScoreLiesOnItsScaleAndIsMeantToCount() {
        house.when(update(a, RequirementAssessment::score, 6)).thenComplaintsAbout("score");
        house.given(update(a, RequirementAssessment::score, 4));
        assertThat(house.state(a).isScored()).isTrue();
        house.given(update(
                b,
                Patch.of(RequirementAssessment.class)
                        .set(RequirementAssessment::score, 4)
                        .set(RequirementAssessment::isScored, false)));
        assertThat(house.state(b).isScored()).isFalse();
        house.when(update(assessment, ComplianceAssessment::maxScore, 10)).thenComplaintsAbout("maxScore");
    }

    @Test
    void anExtendedResultGoesWithItsResult() {
        house.when(update(a, RequirementAssessment::extendedResult, ExtendedResult.GOOD_PRACTICE))
                .thenComplaintsAbout("extendedResult");
        house.given(update(
                a,
                Patch.of(RequirementAssessment.class)
                        .set(RequirementAssessment::result, Result.NON_COMPLIANT)
                        .set(RequirementAssessment::extendedResult, ExtendedResult.MAJOR_NONCONFORMITY)));
        house.when(update(a, RequirementAssessment::result, Result.COMPLIANT)).thenComplaintsAbout("extendedResult");
    }

    @Test
    void completionIsAMilestoneEachTimeAndOnlyThen() {
        house.when(update(assessment, ComplianceAssessment::status, Status.DONE))
                .then("assessment.updated", "assessment.completed");
        house.when(update(assessment, ComplianceAssessment::status, Status.DONE))
                .thenNothing();
        assertThat(house.state(assessment).completionCount()).isEqualTo(1);
        assertThat(house.state(assessment).completedAt()).isNotNull();
        house.when(update(a, RequirementAssessment::score, 1)).thenConflict("assessment_done");
        house.when(update(assessment, ComplianceAssessment::status, Status.IN_PROGRESS))
                .thenConflict(
                        "invalid_transition",
                        Map.of("from", "done", "to", "in_progress", "allowed", List.of("deprecated")));
        house.when(perform(assessment, "complete", new AssessmentCompletion.Input(null)))
                .thenConflict("invalid_transition");

        house.when(perform(assessment, "reopen", new AssessmentReopening.Input("Something was missed")))
                .then("assessment.updated", "assessment.reopened");
        assertThat(house.state(assessment).completedAt()).isNull();
        house.when(perform(assessment, "complete", new AssessmentCompletion.Input("Now")))
                .then("assessment.updated", "assessment.completed");
        assertThat(house.state(assessment).completionCount()).isEqualTo(2);
    }

    @Test
    void whatMustBeCompleteIsCompleteBeforeItIsOnRecord() {
        house.given(update(assessment, ComplianceAssessment::requireFullProgress, true));
        house.given(update(a, RequirementAssessment::status, RequirementAssessment.Status.DONE));
        house.when(update(assessment, ComplianceAssessment::status, Status.DONE))
                .thenConflict("assessment_incomplete", Map.of("progress", 50));
        house.given(update(b, RequirementAssessment::status, RequirementAssessment.Status.DONE));
        house.when(perform(assessment, "complete", new AssessmentCompletion.Input(null)))
                .then("assessment.updated", "assessment.completed");
    }

    @Test
    void whoeverCompletesFirstWins() {
        house.meanwhile(update(assessment, ComplianceAssessment::status, Status.DONE))
                .when(update(a, RequirementAssessment::score, 1))
                .thenConflict("assessment_done");
        Ref<ComplianceAssessment> other = house.made(assessment().set(ComplianceAssessment::requireFullProgress, true));
        house.given(
                update(row(other, "a"), RequirementAssessment::status, RequirementAssessment.Status.DONE),
                update(row(other, "b"), RequirementAssessment::status, RequirementAssessment.Status.DONE));
        house.meanwhile(update(row(other, "b"), RequirementAssessment::status, RequirementAssessment.Status.TO_DO))
                .when(update(other, ComplianceAssessment::status, Status.DONE))
                .thenConflict("assessment_incomplete");
    }

    @Test
    void rowsOfOneAssessmentDoNotStandInOneAnothersWay() {
        int before = house.attempts();
        house.meanwhile(update(b, RequirementAssessment::score, 1)).given(update(a, RequirementAssessment::score, 2));
        assertThat(house.attempts() - before).isEqualTo(2);
    }

    @Test
    void aLockKeepsEverythingButItself() {
        house.given(update(assessment, ComplianceAssessment::isLocked, true));
        house.when(update(assessment, ComplianceAssessment::name, "Other")).thenConflict("locked");
        house.when(update(a, RequirementAssessment::score, 1)).thenConflict("locked");
        house.when(update(assessment, ComplianceAssessment::isLocked, false)).then("assessment.updated");
        house.given(update(assessment, ComplianceAssessment::status, Status.IN_REVIEW));
        house.when(update(a, RequirementAssessment::score, 1)).thenConflict("in_review");
        house.given(update(assessment, ComplianceAssessment::status, Status.DEPRECATED));
        assertThat(house.state(assessment).isLocked()).isTrue();
    }

    @Test
    void aTargetLiesOnTheScaleAndAnAnchorNeedsOne() {
        house.when(update(assessment, ComplianceAssessment::targetScore, new BigDecimal("5.5")))
                .thenComplaintsAbout("targetScore");
        house.when(update(assessment, ComplianceAssessment::anchorNaToTarget, true))
                .thenComplaintsAbout("targetScore");
        house.when(update(assessment, ComplianceAssessment::selectedImplementationGroups, List.of("other")))
                .thenComplaintsAbout("selectedImplementationGroups.0");
    }

    @Test
    void aLaterAssessmentTakesOverWhatAnEarlierOneFound() {
        house.given(update(
                a,
                Patch.of(RequirementAssessment.class)
                        .set(RequirementAssessment::score, 3)
                        .set(RequirementAssessment::result, Result.COMPLIANT)
                        .set(RequirementAssessment::observation, "Seen")));
        Ref<ComplianceAssessment> later = house.made(assessment().set(ComplianceAssessment::baseline, assessment));
        house.given(update(row(later, "a"), RequirementAssessment::status, RequirementAssessment.Status.DONE));
        RequirementAssessment row = house.state(row(later, "a"));
        assertThat(row.score()).isEqualTo(3);
        assertThat(row.observation()).isEqualTo("Seen");

        Ref<Framework> other = house.made(FrameworkTest.framework("g", List.of(FrameworkTest.node("a", null))));
        house.when(create(assessment()
                        .set(ComplianceAssessment::framework, other)
                        .set(ComplianceAssessment::baseline, assessment)))
                .thenComplaintsAbout("baseline");
    }

    @Test
    void aFrameworkThatIsAssessedStaysAndAnAssessmentGoesWithItsRows() {
        house.given(update(a, RequirementAssessment::score, 1));
        house.when(delete(framework)).thenConflict("in_use", Map.of("references", Map.of("compliance_assessments", 1)));
        house.when(delete(assessment)).then("assessment.deleted");
        house.when(update(a, RequirementAssessment::score, 2)).thenNotFound();
        house.when(delete(framework)).then("framework.deleted");
    }

    @Test
    void anAssessmentThatIsDeletedIsTakenOutOfTasks() {
        Ref<Task> task = house.made(Patch.of(Task.class)
                .set(Task::name, "Ask the auditors")
                .set(Task::complianceAssessments, List.of(assessment)));
        house.when(delete(assessment)).then("task.updated", "assessment.deleted");
        assertThat(house.state(task).complianceAssessments()).isEmpty();
    }

    @Test
    void rightsOnRowsAreThoseWhereTheAssessmentIs() {
        Ref<Folder> finance = house.folder("Finance");
        Scenario analyst = house.as(Role.ANALYST, finance);
        analyst.when(update(a, RequirementAssessment::score, 1)).thenNotFound();
        house.given(update(assessment, ComplianceAssessment::folder, finance));
        analyst.when(update(a, RequirementAssessment::score, 1)).then("requirement_assessment.updated");
        house.as(Role.READER, finance)
                .when(update(a, RequirementAssessment::score, 2))
                .thenDenied();
    }

    private Patch<ComplianceAssessment> assessment() {
        return Patch.of(ComplianceAssessment.class)
                .set(ComplianceAssessment::name, "Audit")
                .set(ComplianceAssessment::framework, framework);
    }

    private static Ref<RequirementAssessment> row(Ref<ComplianceAssessment> assessment, String urn) {
        return Ref.of(RequirementAssessment.class, NameBased.id(assessment.id(), urn));
    }
}
