package redoubt.infra;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import redoubt.infra.audit.AuditReached;
import redoubt.infra.audit.AuditReading;
import redoubt.infra.audit.HouseNotes;
import redoubt.infra.audit.Indexing;
import redoubt.infra.audit.RebuildNotes;
import redoubt.infra.audit.RefusedCredentials;
import redoubt.infra.eventstore.PostgresEventStore;
import redoubt.infra.postgres.Sql;
import redoubt.model.Catalogue;
import redoubt.query.assembly.ReadSide;
import redoubt.query.audit.AuditLog;
import redoubt.query.audit.Payloads;
import redoubt.query.changes.ChangeReports;
import redoubt.query.changes.ChangesBetween;
import redoubt.query.changes.MovedAssessments;
import redoubt.query.sql.Asking;
import redoubt.query.sql.SqlAuditLog;
import redoubt.query.tenancy.Confined;

/** The log as auditors search it: read by one node, asked by each. */
@Configuration(proxyBeanMethods = false)
class AuditConfiguration {

    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    @Bean(destroyMethod = "close")
    RefusedCredentials refusedCredentials(HouseNotes notes, Clock clock) {
        return new RefusedCredentials(notes, A_MINUTE, clock);
    }

    @Bean
    RebuildNotes rebuildNotes(ConnectionFactory sessions, HouseNotes notes) {
        return new RebuildNotes(sessions, notes);
    }

    @Bean
    Lasting noting(RebuildNotes notes) {
        return new Lasting(notes::start, notes::stop);
    }

    @Bean
    AuditReached auditReached(ConnectionPool pool) {
        return new AuditReached(new Sql(pool));
    }

    @Bean
    AuditReading auditReading(
            ConnectionFactory sessions,
            PostgresEventStore store,
            Catalogue catalogue,
            Payloads payloads,
            ReadSide side,
            AuditReached reached) {
        Indexing indexing = new Indexing(catalogue, payloads, side.timeline());
        return new AuditReading(sessions, indexing, store::followed, reached);
    }

    @Bean
    Lasting reading(AuditReading reading) {
        return new Lasting(reading::start, reading::stop);
    }

    @Bean
    AuditLog auditLog(Confined confined, Catalogue catalogue, Payloads payloads, ReadSide side, AuditReached reached) {
        return new SqlAuditLog(new Asking(confined), side.landscapes(), catalogue, payloads, side.timeline(), reached);
    }

    @Bean
    ChangesBetween changes(Confined confined, Catalogue catalogue, ReadSide side, AuditLog audit) {
        MovedAssessments assessments = new MovedAssessments(new Asking(confined), side.queries(), side.timeline());
        return new ChangeReports(audit, side.landscapes(), side.queries(), side.timeline(), catalogue, assessments);
    }
}
