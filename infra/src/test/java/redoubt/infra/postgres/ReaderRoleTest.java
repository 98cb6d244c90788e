package redoubt.infra.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static redoubt.infra.postgres.Asking.ask;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redoubt.infra.TestDatabase;
import redoubt.infra.TestPostgres;

/** On a server that is not ours, with whatever its owner lets us do. */
class ReaderRoleTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private TestDatabase database;

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void whoMayMakeRolesNeedsNoHelp() {
        database = TestPostgres.owned("maker", "createrole");

        ready();
        ready();

        Schema.onClassPath().apply(database.connections()).block(PATIENCE);
        assertThat(ReaderRole.settings(database.connections(), database.address())
                        .block(PATIENCE))
                .containsEntry("role", "maker_reader");
        assertThat(ask(
                        database.connections(),
                        "select concat_ws(' ', rolsuper, rolbypassrls, rolcanlogin) from pg_roles"
                                + " where rolname = 'maker_reader'"))
                .containsExactly("f f f");
    }

    @Test
    void whoMayNotMakeRolesIsToldWhatToAskFor() {
        database = TestPostgres.owned("plain", "");
        assertThatThrownBy(this::ready)
                .isInstanceOf(DatabaseUnusable.class)
                .hasMessageContaining("may not make the role plain_reader")
                .hasMessageContaining("create role \"plain_reader\" nologin; grant \"plain_reader\" to \"plain\".");

        database.asSuperuser("create role plain_reader nologin");
        assertThatThrownBy(this::ready)
                .isInstanceOf(DatabaseUnusable.class)
                .hasMessageEndingWith("whoever may is to run: grant \"plain_reader\" to \"plain\".");

        database.asSuperuser("grant plain_reader to plain");
        ready();
        Schema.onClassPath().apply(database.connections()).block(PATIENCE);
        assertThat(ask(database.connections(), "select count(*) from event")).containsExactly("0");
    }

    @Test
    void aRoleThatMayTooMuchIsRefused() {
        database = TestPostgres.owned("careless", "");
        for (String mighty : new String[] {
            "create role careless_reader nologin bypassrls; grant careless_reader to careless",
            "alter role careless_reader nobypassrls superuser",
        }) {
            database.asSuperuser(mighty);
            assertThatThrownBy(this::ready)
                    .isInstanceOf(DatabaseUnusable.class)
                    .hasMessageContaining("nosuperuser nobypassrls");
        }
        database.asSuperuser("alter role careless_reader nosuperuser");
        ready();
    }

    @Test
    void aRoleThatMayNotReadIsNoticedAtTheStart() {
        database = TestPostgres.owned("restored", "createrole");
        ready();
        Schema.onClassPath().apply(database.connections()).block(PATIENCE);
        database.asSuperuser("revoke select on event from restored_reader");

        assertThatThrownBy(() -> ReaderRole.settings(database.connections(), database.address())
                        .block(PATIENCE))
                .isInstanceOf(DatabaseUnusable.class)
                .hasMessageContaining("may not read the tables");
    }

    private void ready() {
        ReaderRole.ready(database.connections(), database.address()).block(PATIENCE);
    }
}
