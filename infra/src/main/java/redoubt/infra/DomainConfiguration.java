package redoubt.infra;

import java.time.Clock;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import redoubt.command.Behaviour;
import redoubt.command.Commands;
import redoubt.command.Rules;
import redoubt.command.engine.AxonCommands;
import redoubt.command.engine.Journal;
import redoubt.command.engine.Messages;
import redoubt.command.engine.Snapshots;
import redoubt.command.grc.AcceptanceExpiry;
import redoubt.command.grc.AcceptanceRevocation;
import redoubt.command.grc.AssetRules;
import redoubt.command.grc.ControlRules;
import redoubt.command.grc.ControlSync;
import redoubt.command.grc.FolderRules;
import redoubt.command.grc.MatrixEvaluation;
import redoubt.command.grc.RiskAcceptance;
import redoubt.command.grc.RiskMatrixRules;
import redoubt.command.grc.RiskRules;
import redoubt.command.grc.ThreatRules;
import redoubt.command.identity.Admission;
import redoubt.command.identity.BusinessUnitRules;
import redoubt.command.identity.Dissolution;
import redoubt.command.identity.EmailVerifying;
import redoubt.command.identity.Erasure;
import redoubt.command.identity.InvitationAcceptance;
import redoubt.command.identity.InvitationRenewal;
import redoubt.command.identity.InvitationRevocation;
import redoubt.command.identity.InviteeErasure;
import redoubt.command.identity.PasswordSetting;
import redoubt.command.identity.ResetRequesting;
import redoubt.command.identity.RoleAssignmentRules;
import redoubt.command.identity.SessionEnding;
import redoubt.command.identity.SignInFailing;
import redoubt.command.identity.TeamInvitationRules;
import redoubt.command.identity.TeamMembershipRules;
import redoubt.command.identity.TokenRevocation;
import redoubt.command.identity.TokenRules;
import redoubt.command.identity.UnitRemoval;
import redoubt.command.identity.UserRules;
import redoubt.infra.eventstore.PostgresEventStore;
import redoubt.infra.security.PromptCommands;
import redoubt.infra.security.TokenVault;
import redoubt.model.Catalogue;

/** What there is, what holds for it, and what can be done with it. */
@Configuration(proxyBeanMethods = false)
class DomainConfiguration {

    @Bean
    Catalogue catalogue() {
        return CatalogueScan.scan();
    }

    /** The one clock of the process, in the time zone whose midnight matters. */
    @Bean
    Clock clock(RedoubtProperties properties) {
        return Clock.system(properties.timezone());
    }

    @Bean
    Commands commands(
            PostgresEventStore store,
            Messages messages,
            Journal journal,
            Snapshots snapshots,
            Catalogue catalogue,
            TokenVault vault,
            RedoubtProperties properties,
            Clock clock) {
        RedoubtProperties.Token token = properties.token();
        List<Rules<?, ?>> rules = List.of(
                new FolderRules(),
                new RiskMatrixRules(),
                new RiskRules(),
                new ControlRules(),
                new AssetRules(),
                new ThreatRules(),
                new UserRules(),
                new RoleAssignmentRules(),
                new BusinessUnitRules(),
                new TeamMembershipRules(),
                new TeamInvitationRules(),
                new TokenRules(token.maxPerUser(), token.maxTtl()));
        List<Behaviour<?, ?, ?>> behaviours = List.of(
                new RiskAcceptance(),
                new AcceptanceRevocation(),
                new AcceptanceExpiry(),
                new ControlSync(),
                new MatrixEvaluation(),
                new TokenRevocation(),
                new Erasure(),
                new SessionEnding(),
                new PasswordSetting(),
                new ResetRequesting(),
                new EmailVerifying(),
                new SignInFailing(),
                new Dissolution(),
                new UnitRemoval(),
                new Admission(),
                new InvitationAcceptance(),
                new InvitationRevocation(),
                new InvitationRenewal(),
                new InviteeErasure());
        return new PromptCommands(
                new AxonCommands(store.engine(), messages, journal, snapshots, catalogue, rules, behaviours, clock),
                vault);
    }
}
