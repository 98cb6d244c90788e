package redoubt.query.assembly;

import io.r2dbc.spi.ConnectionFactory;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import redoubt.grc.Asset;
import redoubt.grc.Risk;
import redoubt.grc.Threat;
import redoubt.identity.AuditNote;
import redoubt.identity.AuthNote;
import redoubt.identity.BusinessUnit;
import redoubt.identity.ProjectionNote;
import redoubt.identity.Team;
import redoubt.identity.TeamInvitation;
import redoubt.identity.TeamMembership;
import redoubt.model.Catalogue;
import redoubt.query.Progress;
import redoubt.query.Queries;
import redoubt.query.Retrospect;
import redoubt.query.feed.ChangeFeed;
import redoubt.query.feed.Chronicle;
import redoubt.query.feed.LogChronicle;
import redoubt.query.feed.LogFeed;
import redoubt.query.grc.AssessmentLens;
import redoubt.query.grc.ControlLens;
import redoubt.query.grc.FolderLens;
import redoubt.query.grc.FrameworkLens;
import redoubt.query.grc.RequirementAssessmentLens;
import redoubt.query.grc.RequirementLens;
import redoubt.query.grc.RiskLens;
import redoubt.query.grc.RiskMatrixLens;
import redoubt.query.grc.TaskLens;
import redoubt.query.history.LogTimeline;
import redoubt.query.history.Timeline;
import redoubt.query.identity.ApiTokenLens;
import redoubt.query.identity.NotedLens;
import redoubt.query.identity.OrganizationLens;
import redoubt.query.identity.RoleAssignmentLens;
import redoubt.query.identity.SessionLens;
import redoubt.query.identity.SettingsLens;
import redoubt.query.identity.TenancyLens;
import redoubt.query.identity.UserLens;
import redoubt.query.landscape.Landscapes;
import redoubt.query.log.EventLog;
import redoubt.query.parking.ParkedEvents;
import redoubt.query.projection.PastTables;
import redoubt.query.projection.Projector;
import redoubt.query.rebuild.Rebuilds;
import redoubt.query.report.Reports;
import redoubt.query.sql.Asking;
import redoubt.query.sql.Backlink;
import redoubt.query.sql.Housekeeping;
import redoubt.query.sql.Lenses;
import redoubt.query.sql.PastQueries;
import redoubt.query.sql.PlainLens;
import redoubt.query.sql.Sights;
import redoubt.query.sql.SqlParkedEvents;
import redoubt.query.sql.SqlQueries;
import redoubt.query.sql.SqlRebuilds;
import redoubt.query.tenancy.Confined;
import redoubt.query.webhook.WebhookLens;

/**
 * The whole read side, put together. Nothing happens before the projector is started.
 *
 * @param projector keeps the tables; to be started before anything is asked, and stopped last
 * @param queries lists and single things
 * @param reports views that are more than lists
 * @param progress how far the tables are
 * @param timeline the history of single things
 * @param feed what just happened
 * @param chronicle everything that happened, for whoever is told everything
 * @param landscapes the folders and matrices of organizations in memory
 * @param parked what the tables could not take
 * @param rebuilds has tables made anew
 * @param retrospect lists as they were
 */
public record ReadSide(
        Projector projector,
        Queries queries,
        Reports reports,
        Progress progress,
        Timeline timeline,
        ChangeFeed feed,
        Chronicle chronicle,
        Landscapes landscapes,
        ParkedEvents parked,
        Rebuilds rebuilds,
        Retrospect retrospect) {

    /**
     * Puts it together.
     *
     * @param sessions opens connections that are kept, of the PostgreSQL driver itself
     * @param pool lends connections for what the house itself asks
     * @param confined puts what people ask
     * @param log what happened
     * @param catalogue the resources that have tables
     * @param clock tells now
     * @param zone where a day begins for this installation
     */
    public static ReadSide of(
            ConnectionFactory sessions,
            ConnectionFactory pool,
            Confined confined,
            EventLog log,
            Catalogue catalogue,
            Clock clock,
            ZoneId zone) {
        Projector projector = new Projector(sessions, log, catalogue);
        Housekeeping house = new Housekeeping(pool);
        Asking asking = new Asking(confined);
        Landscapes landscapes = new Landscapes(confined, projector.epochs(), projector.progress(), log);
        Lenses lenses = lenses(asking, log, catalogue, zone);
        Sights sights = new Sights(asking, landscapes, lenses, projector.epochs(), clock, zone);
        SqlQueries queries = new SqlQueries(asking, lenses, sights, projector.epochs());
        Timeline timeline = new LogTimeline(log);
        return new ReadSide(
                projector,
                queries,
                new Reports(asking, queries, lenses, sights),
                projector.progress(),
                timeline,
                new LogFeed(log, timeline, landscapes, sights, lenses, projector.progress()),
                new LogChronicle(log, timeline, landscapes, sights, projector.progress()),
                landscapes,
                new SqlParkedEvents(house),
                new SqlRebuilds(house),
                new PastQueries(
                        new PastTables(sessions, pool, log, catalogue),
                        asking,
                        then -> lenses(then, log, catalogue, zone),
                        sights,
                        queries));
    }

    /** How each resource of the catalogue is seen. */
    public static Lenses lenses(Asking asking, EventLog log, Catalogue catalogue, ZoneId zone) {
        FrameworkLens frameworks = new FrameworkLens(asking, log);
        return new Lenses(
                List.of(
                        new RiskLens(asking, log),
                        new TaskLens(zone),
                        new ControlLens(asking, log),
                        PlainLens.pointedAt(Asset.class, Backlink.of("risks", Risk.class, Risk::assets)),
                        PlainLens.pointedAt(Threat.class, Backlink.of("risks", Risk.class, Risk::threats)),
                        new FolderLens(),
                        new RiskMatrixLens(asking, log),
                        frameworks,
                        new RequirementLens(frameworks),
                        new AssessmentLens(asking, log),
                        new RequirementAssessmentLens(asking, log),
                        new UserLens(),
                        new OrganizationLens(),
                        new RoleAssignmentLens(),
                        new ApiTokenLens(asking),
                        new SessionLens(),
                        new SettingsLens(zone),
                        new WebhookLens(asking),
                        new NotedLens<>(AuditNote.class),
                        new NotedLens<>(AuthNote.class),
                        new NotedLens<>(ProjectionNote.class),
                        new TenancyLens<>(BusinessUnit.class),
                        new TenancyLens<>(Team.class),
                        new TenancyLens<>(TeamMembership.class),
                        new TenancyLens<>(TeamInvitation.class)),
                catalogue);
    }
}
