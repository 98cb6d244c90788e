package redoubt.infra.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static redoubt.infra.postgres.Asking.ask;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import redoubt.infra.TestDatabase;
import redoubt.infra.TestPostgres;

class SchemaTest {

    private static final SchemaScript NUMBERS = new SchemaScript(1, "numbers", """
        create table numbered (it int);
        create function plus_one(n int) returns int language plpgsql as $$
        begin
            return n + 1; -- a semicolon within the body
        end $$;
        insert into numbered values (plus_one(41));
        """);
    private static final SchemaScript LETTERS =
            new SchemaScript(2, "letters", "create table lettered (it text); insert into lettered values ('a?$1')");
    private static final SchemaScript BROKEN =
            new SchemaScript(2, "broken", "create table half (it int); select no_such_function();");

    private final TestDatabase database = TestPostgres.bare();

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void scriptsAreAppliedOnceAndInOrder() {
        assertThat(apply(NUMBERS)).isEqualTo(1);
        assertThat(apply(NUMBERS, LETTERS)).isEqualTo(1);
        assertThat(apply(NUMBERS, LETTERS)).isZero();

        assertThat(ask(database.connections(), "select it from numbered")).containsExactly("42");
        assertThat(ask(database.connections(), "select it from lettered")).containsExactly("a?$1");
        assertThat(ask(database.connections(), "select name from schema_version order by number"))
                .containsExactly("numbers", "letters");
    }

    @Test
    void severalNodesMayStartAtOnce() {
        var slow = new SchemaScript(1, "slow", NUMBERS.text() + "select pg_sleep(0.3);");

        var counts = Flux.range(0, 4)
                .flatMap(node -> new Schema(List.of(slow, LETTERS)).apply(database.connections()))
                .collectList()
                .block(Duration.ofSeconds(30));

        assertThat(counts).containsExactlyInAnyOrder(2, 0, 0, 0);
        assertThat(ask(database.connections(), "select it from numbered")).containsExactly("42");
    }

    @Test
    void aScriptThatFailsLeavesNothingBehind() {
        assertThatThrownBy(() -> apply(NUMBERS, BROKEN)).hasMessageContaining("no_such_function");

        assertThat(ask(database.connections(), "select count(*) from pg_tables where schemaname = 'public'"))
                .containsExactly("0");
        assertThat(apply(NUMBERS, LETTERS)).isEqualTo(2);
    }

    @Test
    void aScriptChangedAfterwardsStopsTheStart() {
        apply(NUMBERS);
        var changed = new SchemaScript(1, "numbers", NUMBERS.text() + " ");

        assertThatThrownBy(() -> apply(changed))
                .isInstanceOf(DatabaseUnusable.class)
                .hasMessage("The schema script 001_numbers was changed after this database had applied it;"
                        + " changes belong into a new script.");
    }

    @Test
    void aDatabaseOfANewerProgramStopsTheStart() {
        apply(NUMBERS, LETTERS);

        assertThatThrownBy(() -> apply(NUMBERS))
                .isInstanceOf(DatabaseUnusable.class)
                .hasMessage("The database was written by a newer Redoubt: it has schema 2, this program knows 1.");
    }

    @Test
    void theProductsOwnScriptsAreCompleteAndNumbered() {
        Schema.onClassPath().apply(database.connections()).block(Duration.ofSeconds(30));

        assertThat(Schema.onClassPath().apply(database.connections()).block(Duration.ofSeconds(30)))
                .isZero();
    }

    private int apply(SchemaScript... scripts) {
        return new Schema(List.of(scripts)).apply(database.connections()).block(Duration.ofSeconds(30));
    }
}
