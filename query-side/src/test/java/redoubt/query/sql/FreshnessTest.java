package redoubt.query.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redoubt.grc.Folder;
import redoubt.grc.Risk;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.query.MemoryLog;
import redoubt.query.Page;
import redoubt.query.Query;
import redoubt.query.Running;
import redoubt.query.Tenant;
import redoubt.query.Window;

class FreshnessTest {

    private final MemoryLog log = new MemoryLog();
    private final Tenant acme = new Tenant(log);
    private final Running running = new Running(log);

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void aCountThatIsRememberedIsForgottenWhenRowsChange() {
        for (int i = 0; i < 5; i++) {
            acme.risk("risk " + i, acme.root);
        }
        assertThat(firstTwo().count()).isEqualTo(5);
        assertThat(firstTwo().count()).isEqualTo(5);
        Ref<Risk> sixth = acme.risk("risk 6", acme.root);
        assertThat(firstTwo().count()).isEqualTo(6);
        acme.delete(sixth);
        assertThat(firstTwo().count()).isEqualTo(5);
        running.database.run("delete from read.risk where name = 'risk 0'");
        assertThat(firstTwo().count())
                .as("remembered, as no event has said otherwise")
                .isEqualTo(5);
    }

    @Test
    void aFolderThatIsNewIsKnownToTheNextQuestion() {
        assertThat(running.answer(running.side.landscapes().present(acme.id)).folders())
                .hasSize(1);
        Ref<Folder> sales = acme.folder("Sales", acme.root);
        assertThat(running.answer(running.side.landscapes().present(acme.id)).path(sales.id()))
                .containsExactly(sales.id(), acme.root.id());
    }

    @Test
    void theLandscapeOfAnyMomentIsWhatTheLogSaysOfIt() {
        Ref<Folder> sales = acme.folder("Sales", acme.root);
        long then = log.last();
        acme.change(sales, patch -> patch.set(Folder::name, "Turnover"));
        long renamed = log.last();
        acme.delete(sales);

        assertThat(running.answer(running.side.landscapes().at(acme.id, then))
                        .folder(sales.id())
                        .orElseThrow()
                        .state()
                        .name())
                .isEqualTo("Sales");
        assertThat(running.answer(running.side.landscapes().at(acme.id, renamed))
                        .folder(sales.id())
                        .orElseThrow()
                        .state()
                        .name())
                .isEqualTo("Turnover");
        assertThat(running.answer(running.side.landscapes().at(acme.id, log.last()))
                        .folder(sales.id()))
                .isEmpty();
        assertThat(running.answer(running.side.landscapes().at(acme.id, 0)).tops())
                .isEmpty();
    }

    private Page<Risk> firstTwo() {
        return running.answer(running.side
                .queries()
                .page(new Query<>(
                        Shape.of(Risk.class),
                        acme.administrator(),
                        List.of(),
                        List.of(),
                        List.of(),
                        new Window(0, 2))));
    }
}
