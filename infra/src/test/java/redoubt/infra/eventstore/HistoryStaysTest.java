package redoubt.infra.eventstore;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.r2dbc.spi.Connection;
import java.util.List;
import org.axonframework.eventsourcing.eventstore.AppendCondition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class HistoryStaysTest extends LogTest {

    @BeforeEach
    void anEvent() {
        append(store(), AppendCondition.none(), event("happened", "once", tag("it")))
                .join();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update event set type = 'otherwise'",
                "delete from event",
                "truncate event, event_tag",
                "update event_tag set position = 2",
                "delete from event_tag"
            })
    void neitherASuperuserNorTheOwnerOfTheTablesRewritesIt(String rewriting) {
        refused(List.of(rewriting), "append-only");
        refused(
                List.of(
                        "create role keeper",
                        "grant usage on schema public to keeper",
                        "alter table event owner to keeper",
                        "alter table event_tag owner to keeper",
                        "set local role keeper",
                        rewriting),
                "permission denied");
    }

    private void refused(List<String> statements, String reason) {
        assertThatThrownBy(() -> Mono.usingWhen(
                                database.connections().create(),
                                connection -> Mono.from(connection.beginTransaction())
                                        .thenMany(Flux.fromIterable(statements).concatMap(sql -> Flux.from(connection
                                                        .createStatement(sql)
                                                        .execute())
                                                .concatMap(result -> result.getRowsUpdated())))
                                        .then(),
                                Connection::close)
                        .block(PATIENCE))
                .hasMessageContaining(reason);
    }
}
