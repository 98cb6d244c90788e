package redoubt.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import redoubt.grc.Folder;
import redoubt.grc.Risk;
import redoubt.model.Ref;
import redoubt.query.Tenant;

class FirstLookTest {

    @Test
    void aRiskIsSeenAsItWasRecorded() {
        MemoryLog log = new MemoryLog();
        Tenant acme = new Tenant(log);
        Ref<Folder> sales = acme.folder("Sales", acme.root);
        Ref<Risk> breach = acme.risk("Breach", sales, patch -> patch.set(Risk::likelihood, 3).set(Risk::impact, 4));
        try (Running running = new Running(log)) {
            acme.change(breach, patch -> patch.set(Risk::description, "Data leaves"));
            Sight<Risk> sight = running.answer(running.side.queries().one(acme.administrator(), breach));
            assertThat(sight.known()).isEqualTo(log.known(breach));
            Page<Risk> page = running.answer(running.side.queries().page(Tenant.query(Risk.class, acme.administrator())));
            assertThat(page.count()).isEqualTo(1);
            System.out.println(sight.derived());
        }
    }
}
