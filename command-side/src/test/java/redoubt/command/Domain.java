package redoubt.command;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Mono;
import redoubt.command.grc.AcceptanceExpiry;
import redoubt.command.grc.AcceptanceRevocation;
import redoubt.command.grc.AssessmentCompletion;
import redoubt.command.grc.AssessmentReopening;
import redoubt.command.grc.AssessmentRules;
import redoubt.command.grc.AssessmentSync;
import redoubt.command.grc.AssetRules;
import redoubt.command.grc.ControlRules;
import redoubt.command.grc.ControlSync;
import redoubt.command.grc.DueSoonAnnouncement;
import redoubt.command.grc.FolderRules;
import redoubt.command.grc.FrameworkRules;
import redoubt.command.grc.MatrixEvaluation;
import redoubt.command.grc.OverdueAnnouncement;
import redoubt.command.grc.RequirementAssessmentRules;
import redoubt.command.grc.RiskAcceptance;
import redoubt.command.grc.RiskMatrixRules;
import redoubt.command.grc.RiskRules;
import redoubt.command.grc.TaskCompletion;
import redoubt.command.grc.TaskRules;
import redoubt.command.grc.ThreatRules;
import redoubt.command.identity.AccountExpiry;
import redoubt.command.identity.Admission;
import redoubt.command.identity.BusinessUnitRules;
import redoubt.command.identity.Dissolution;
import redoubt.command.identity.Erasure;
import redoubt.command.identity.InvitationAcceptance;
import redoubt.command.identity.InvitationRenewal;
import redoubt.command.identity.InvitationRevocation;
import redoubt.command.identity.InviteeErasure;
import redoubt.command.identity.RoleAssignmentRules;
import redoubt.command.identity.SettingsRules;
import redoubt.command.identity.TeamInvitationRules;
import redoubt.command.identity.TeamMembershipRules;
import redoubt.command.identity.TokenRevocation;
import redoubt.command.identity.TokenRules;
import redoubt.command.identity.UnitRemoval;
import redoubt.command.identity.UserRules;
import redoubt.command.webhook.Disabling;
import redoubt.command.webhook.Neighbourhood;
import redoubt.command.webhook.SecretRotation;
import redoubt.command.webhook.WebhookRules;

/** What holds and what can be done in a {@link Scenario}. */
final class Domain {

    static final List<Rules<?, ?>> RULES = List.of(
            new FolderRules(),
            new RiskMatrixRules(),
            new FrameworkRules(),
            new AssessmentRules(),
            new RequirementAssessmentRules(),
            new RiskRules(),
            new ControlRules(),
            new AssetRules(),
            new ThreatRules(),
            new TaskRules(),
            new TokenRules(Scenario.TOKENS, Scenario.TOKEN_LIFE),
            new UserRules(),
            new RoleAssignmentRules(),
            new SettingsRules(),
            new WebhookRules(new Surroundings(), WebhookRules.Most.USUAL),
            new BusinessUnitRules(),
            new TeamMembershipRules(),
            new TeamInvitationRules());

    static final List<Behaviour<?, ?, ?>> BEHAVIOURS = List.of(
            new RiskAcceptance(),
            new AcceptanceRevocation(),
            new AcceptanceExpiry(),
            new ControlSync(),
            new TaskCompletion(),
            new OverdueAnnouncement(ZoneOffset.UTC),
            new DueSoonAnnouncement(),
            new MatrixEvaluation(),
            new AssessmentCompletion(),
            new AssessmentSync(),
            new AssessmentReopening(),
            new TokenRevocation(),
            new SecretRotation(),
            new Disabling(),
            new Erasure(),
            new AccountExpiry(),
            new Dissolution(),
            new UnitRemoval(),
            new Admission(),
            new InvitationAcceptance(),
            new InvitationRevocation(),
            new InvitationRenewal(),
            new InviteeErasure());

    /** Of the world outside, only {@code https://refused.example/} is out of reach; an organization may have ever more endpoints. */
    private static final class Surroundings implements Neighbourhood {

        @Override
        public boolean knows(String eventType) {
            return eventType.equals("*") || eventType.startsWith("risk.");
        }

        @Override
        public Mono<Optional<String>> complaint(String url) {
            return Mono.just(url.contains("refused") ? Optional.of("Out of reach.") : Optional.empty());
        }

        @Override
        public Mono<Long> count(String organization) {
            return Mono.just(0L);
        }
    }

    private Domain() {}
}
