package redoubt.query.grc;

import static org.assertj.core.api.Assertions.assertThat;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import redoubt.grc.ComplianceAssessment;
import redoubt.grc.Control;
import redoubt.grc.RequirementAssessment;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.query.MemoryLog;
import redoubt.query.Page;
import redoubt.query.Query;
import redoubt.query.Running;
import redoubt.query.Tenant;
import redoubt.query.Window;

/** A page is asked for in as many questions, however much stands on it. */
class AssessmentPagesTest {

    private final MemoryLog log = new MemoryLog();
    private final Tenant acme = new Tenant(log);
    private final AtomicInteger questions = new AtomicInteger();
    private final Running running = new Running(log, database -> counted(database.questions()));

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void ofAssessments() {
        for (int i = 0; i < 25; i++) {
            Ref<ComplianceAssessment> audit = Audits.audit(acme, "Audit " + i, acme.root, 4);
            acme.change(
                    Audits.row(audit, 1),
                    patch -> patch.set(RequirementAssessment::status, RequirementAssessment.Status.DONE));
        }
        alike(ComplianceAssessment.class, 25);
    }

    @Test
    void ofTheRowsOfALargeOne() {
        Ref<ComplianceAssessment> audit = Audits.audit(acme, "Large", acme.root, 1_000);
        Ref<Control> control = Tenant.fresh(Control.class);
        acme.append(
                control,
                new redoubt.model.Created<>(Patch.of(Control.class)
                        .set(Control::name, "Keys")
                        .set(Control::folder, acme.root)
                        .create()),
                acme.root);
        for (int i = 0; i < 50; i++) {
            acme.change(
                    Audits.row(audit, i), patch -> patch.set(RequirementAssessment::appliedControls, List.of(control)));
        }
        alike(RequirementAssessment.class, 1_000);
    }

    private <R> void alike(Class<R> type, int most) {
        page(type, most);
        assertThat(asked(type, most)).isEqualTo(asked(type, 1)).isLessThan(8);
    }

    private <R> int asked(Class<R> type, int rows) {
        int before = questions.get();
        assertThat(page(type, rows).items()).hasSize(rows);
        return questions.get() - before;
    }

    private <R> Page<R> page(Class<R> type, int rows) {
        return running.answer(running.side
                .queries()
                .page(new Query<>(
                        Shape.of(type), acme.administrator(), List.of(), List.of(), List.of(), new Window(0, rows))));
    }

    /** Each question has a connection of its own. */
    private ConnectionFactory counted(ConnectionFactory connections) {
        return new ConnectionFactory() {
            @Override
            public Publisher<? extends Connection> create() {
                return Flux.from(connections.create()).doOnSubscribe(_ -> questions.incrementAndGet());
            }

            @Override
            public ConnectionFactoryMetadata getMetadata() {
                return connections.getMetadata();
            }
        };
    }
}
