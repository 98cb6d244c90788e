package redoubt.infra;

import io.r2dbc.pool.ConnectionPool;
import java.time.Clock;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import redoubt.command.Behaviour;
import redoubt.command.Commands;
import redoubt.command.Imports;
import redoubt.command.Rules;
import redoubt.command.engine.Asides;
import redoubt.command.engine.AxonCommands;
import redoubt.command.engine.AxonImports;
import redoubt.command.engine.Journal;
import redoubt.command.engine.Messages;
import redoubt.command.engine.Snapshots;
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
import redoubt.command.identity.EmailVerifying;
import redoubt.command.identity.Erasure;
import redoubt.command.identity.InvitationAcceptance;
import redoubt.command.identity.InvitationRenewal;
import redoubt.command.identity.InvitationRevocation;
import redoubt.command.identity.InviteeErasure;
import redoubt.command.identity.Notebook;
import redoubt.command.identity.Noting;
import redoubt.command.identity.PasswordSetting;
import redoubt.command.identity.ResetRequesting;
import redoubt.command.identity.RoleAssignmentRules;
import redoubt.command.identity.SessionEnding;
import redoubt.command.identity.SettingsRules;
import redoubt.command.identity.SignInFailing;
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
import redoubt.infra.audit.NotedCommands;
import redoubt.infra.audit.NotedImports;
import redoubt.infra.audit.Origins;
import redoubt.infra.eventstore.PostgresEventStore;
import redoubt.infra.postgres.Sql;
import redoubt.infra.security.PromptCommands;
import redoubt.infra.security.TokenVault;
import redoubt.infra.trace.Tracing;
import redoubt.model.Catalogue;

/** What there is, what holds for it, and what can be done with it. */
@Configuration(proxyBeanMethods = false)
class DomainConfiguration {

    @Bean
    Catalogue catalogue() {
        return CatalogueScan.scan();
    }

    /** The one clock of the process, in the time zone whose midnight matters; it can be set where somebody tests. */
    @Bean
    Clock clock(RedoubtProperties properties, Environment environment) {
        Clock clock = Clock.system(properties.timezone());
        return environment.acceptsProfiles(Profiles.of("test")) ? new MovableClock(clock) : clock;
    }

    /** From where commands were asked for. */
    @Bean
    Origins origins(ConnectionPool pool) {
        return new Origins(new Sql(pool));
    }

    @Bean
    Commands commands(
            PostgresEventStore store,
            Messages messages,
            Journal journal,
            Snapshots snapshots,
            Catalogue catalogue,
            TokenVault vault,
            Origins origins,
            Neighbourhood neighbourhood,
            RedoubtProperties properties,
            Tracing tracing,
            Clock clock) {
        List<Rules<?, ?>> rules = rules(properties.token(), properties.webhook(), neighbourhood);
        List<Behaviour<?, ?, ?>> behaviours = List.of(
                new RiskAcceptance(),
                new AcceptanceRevocation(),
                new AcceptanceExpiry(),
                new ControlSync(),
                new TaskCompletion(),
                new OverdueAnnouncement(properties.timezone()),
                new DueSoonAnnouncement(),
                new AccountExpiry(),
                new MatrixEvaluation(),
                new AssessmentCompletion(),
                new AssessmentSync(),
                new AssessmentReopening(),
                new TokenRevocation(),
                new SecretRotation(),
                new Disabling(),
                new Erasure(),
                new SessionEnding(),
                new PasswordSetting(),
                new ResetRequesting(),
                new EmailVerifying(),
                new SignInFailing(),
                new Noting(),
                new Dissolution(),
                new UnitRemoval(),
                new Admission(),
                new InvitationAcceptance(),
                new InvitationRevocation(),
                new InvitationRenewal(),
                new InviteeErasure());
        Commands commands = new AxonCommands(
                tracing.log(store.engine()), messages, journal, snapshots, catalogue, rules, behaviours, clock);
        return new NotedCommands(new PromptCommands(tracing.commands(commands), vault), origins);
    }

    @Bean
    Notebook notes(Commands commands) {
        return new Notebook(commands);
    }

    @Bean
    Imports imports(
            PostgresEventStore store,
            Messages messages,
            Journal journal,
            Asides asides,
            Snapshots snapshots,
            Neighbourhood neighbourhood,
            RedoubtProperties properties,
            Origins origins,
            Scheduler importing,
            Clock clock) {
        Imports imports = new AxonImports(
                store.engine(),
                messages,
                journal,
                asides,
                snapshots,
                rules(properties.token(), properties.webhook(), neighbourhood),
                importing,
                clock);
        return new NotedImports(imports, origins);
    }

    /** Files are read and their rows judged beside everything else, one at a time. */
    @Bean(destroyMethod = "dispose")
    Scheduler importing() {
        return Schedulers.newSingle("redoubt-import");
    }

    private static List<Rules<?, ?>> rules(
            RedoubtProperties.Token token, WebhookSettings webhook, Neighbourhood neighbourhood) {
        return List.of(
                new FolderRules(),
                new RiskMatrixRules(),
                new FrameworkRules(),
                new AssessmentRules(),
                new RequirementAssessmentRules(),
                new RiskRules(),
                new TaskRules(),
                new ControlRules(),
                new AssetRules(),
                new ThreatRules(),
                new UserRules(),
                new RoleAssignmentRules(),
                new SettingsRules(),
                new WebhookRules(neighbourhood, new WebhookRules.Most(webhook.maxPerUser(), webhook.max())),
                new BusinessUnitRules(),
                new TeamMembershipRules(),
                new TeamInvitationRules(),
                new TokenRules(token.maxPerUser(), token.maxTtl()));
    }
}
