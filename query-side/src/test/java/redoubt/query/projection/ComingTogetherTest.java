package redoubt.query.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redoubt.grc.Framework;
import redoubt.model.Created;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.query.MemoryLog;
import redoubt.query.Running;
import redoubt.query.Tenant;

/** What comes and goes with something else has rows that come and go with it. */
class ComingTogetherTest {

    private static final String URNS = "select urn from read.requirement order by urn";

    private final MemoryLog log = new MemoryLog();
    private final Tenant acme = new Tenant(log);
    private final Running running = new Running(log);

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void aFrameworkBringsARowForEachOfItsRequirementsAndTakesThemAlong() {
        Ref<Framework> one = framework("one", 3);
        framework("two", 2);
        running.caughtUp();
        assertThat(running.database.ask(URNS)).containsExactly("one:0", "one:1", "one:2", "two:0", "two:1");
        assertThat(running.database.ask("select distinct version::text from read.requirement"))
                .containsExactly("0");

        acme.delete(one);
        running.caughtUp();
        assertThat(running.database.ask(URNS)).containsExactly("two:0", "two:1");
        assertThat(running.database.ask("select name from read.framework")).containsExactly("two");
    }

    @Test
    void moreRowsThanFitABatchAreWrittenAtOnce() {
        framework("large", 3_000);
        running.caughtUp();

        assertThat(running.database.ask("select count(*)::text from read.requirement"))
                .containsExactly("3000");
    }

    @Test
    void aTableThatIsMadeAnewHasThemAsWell() {
        Ref<Framework> gone = framework("gone", 2);
        framework("there", 2);
        acme.delete(gone);
        running.caughtUp();
        running.side.projector().stop().block(Running.PATIENCE);
        running.database.run("delete from read.table_file where noun in ('requirement', 'framework')");
        running.database.run("delete from read.requirement");
        Projector anew = new Projector(running.database.sessions(), log, Tenant.CATALOGUE);
        anew.start().block(Running.PATIENCE);

        assertThat(running.database.ask(URNS)).containsExactly("there:0", "there:1");
        assertThat(running.database.ask("select name from read.framework")).containsExactly("there");
        anew.stop().block(Running.PATIENCE);
    }

    private Ref<Framework> framework(String name, int requirements) {
        List<Framework.Node> nodes = new ArrayList<>();
        for (int i = 0; i < requirements; i++) {
            nodes.add(Patch.of(Framework.Node.class)
                    .set(Framework.Node::urn, name + ":" + i)
                    .set(Framework.Node::assessable, true)
                    .create());
        }
        Ref<Framework> ref = Tenant.fresh(Framework.class);
        Framework state = Patch.of(Framework.class)
                .set(Framework::urn, name)
                .set(Framework::name, name)
                .set(Framework::folder, acme.root)
                .set(Framework::requirements, nodes)
                .create();
        acme.append(ref, new Created<>(state), acme.root);
        return ref;
    }
}
