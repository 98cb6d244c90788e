package redoubt.query.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import redoubt.grc.Risk;
import redoubt.model.Known;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.query.MemoryLog;
import redoubt.query.Order;
import redoubt.query.Running;
import redoubt.query.Tenant;
import redoubt.query.Window;
import redoubt.query.grc.RiskLens;
import redoubt.query.table.Table;
import redoubt.query.tenancy.Confined;

class RecentRowsTest {

    private final MemoryLog log = new MemoryLog();
    private final Tenant acme = new Tenant(log);
    private final Running running = new Running(log);
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Table<Risk> table = Table.of(Shape.of(Risk.class));
    private final RecentRows rows = new RecentRows(
            new Asking(new Confined(new Overheard())), running.side.projector().epochs());
    private Ref<Risk> second;

    /** What happens between the first question and the second. */
    private Runnable between = () -> {};

    @BeforeEach
    void threeRisks() {
        acme.risk("Arson", acme.root);
        second = acme.risk("Burglary", acme.root);
        acme.risk("Collapse", acme.root);
    }

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void aPageThatIsReadAgainCarriesNothingOver() {
        List<Known<Risk>> first = page();
        assertThat(asked).hasSize(2);

        assertThat(page())
                .isEqualTo(first)
                .extracting(known -> known.state().name())
                .containsExactly("Arson", "Burglary", "Collapse");
        assertThat(asked).hasSize(3);
        assertThat(asked.getLast()).doesNotContain("description");
    }

    @Test
    void onlyWhatIsNewIsAskedFor() {
        page();
        acme.change(second, patch -> patch.set(Risk::name, "Break-in"));

        assertThat(names()).containsExactly("Arson", "Break-in", "Collapse");
        assertThat(asked).hasSize(4);
        assertThat(names()).containsExactly("Arson", "Break-in", "Collapse");
        assertThat(asked).hasSize(5);
    }

    @Test
    void whatIsDeletedIsOnNoPage() {
        page();
        acme.delete(second);

        assertThat(names()).containsExactly("Arson", "Collapse");
    }

    @Test
    void aPageThatChangesWhileItIsReadIsReadWhole() {
        between = () -> {
            acme.change(second, patch -> patch.set(Risk::name, "Zeal"));
            running.caughtUp();
        };

        assertThat(names()).containsExactly("Arson", "Collapse", "Zeal");
        assertThat(asked).hasSize(3);
    }

    @Test
    void aPageThatLosesARowWhileItIsReadIsReadWhole() {
        between = () -> {
            acme.delete(second);
            running.caughtUp();
        };

        assertThat(names()).containsExactly("Arson", "Collapse");
    }

    private List<String> names() {
        return page().stream().map(known -> known.state().name()).toList();
    }

    private List<Known<Risk>> page() {
        return running.answer(running.side.landscapes().present(acme.id).flatMap(land -> {
            Viewpoint from = new Viewpoint(acme.administrator(), land, Instant.now(), LocalDate.now());
            return rows.of(
                    table,
                    acme.id,
                    SelectPage.of(
                            new RiskLens(new Asking(new Confined(running.database.questions())), log),
                            Clause.of("t.org = ?::uuid", acme.id),
                            List.of(new Order("name", false)),
                            new Window(0, 25),
                            from));
        }));
    }

    /** Connections of which it is known what they are asked. */
    private final class Overheard implements ConnectionFactory {

        @Override
        public Publisher<? extends Connection> create() {
            return Mono.defer(() -> asked.size() == 1 ? meanwhile() : Mono.empty())
                    .then(Mono.from(running.database.questions().create()))
                    .map(this::overheard);
        }

        @Override
        public ConnectionFactoryMetadata getMetadata() {
            return running.database.questions().getMetadata();
        }

        private Mono<Void> meanwhile() {
            return Mono.<Void>fromRunnable(between).subscribeOn(Schedulers.boundedElastic());
        }

        private Connection overheard(Connection connection) {
            return (Connection) Proxy.newProxyInstance(
                    Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (_, method, arguments) -> {
                        if (method.getName().equals("createStatement")
                                && ((String) arguments[0]).startsWith("select")) {
                            asked.add((String) arguments[0]);
                        }
                        try {
                            return method.invoke(connection, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }
    }
}
