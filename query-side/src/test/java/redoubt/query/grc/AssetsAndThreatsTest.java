package redoubt.query.grc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redoubt.grc.Asset;
import redoubt.grc.Folder;
import redoubt.grc.Risk;
import redoubt.grc.Threat;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.model.access.Grant;
import redoubt.model.access.Principal;
import redoubt.model.access.Role;
import redoubt.query.Condition;
import redoubt.query.Criterion;
import redoubt.query.Criterion.Lookup;
import redoubt.query.MemoryLog;
import redoubt.query.Running;
import redoubt.query.Sight;
import redoubt.query.Tenant;

class AssetsAndThreatsTest {

    private final MemoryLog log = new MemoryLog();
    private final Tenant acme = new Tenant(log);
    private final Ref<Folder> sales = acme.folder("Sales", acme.root);
    private final Running running = new Running(log);

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void assetsAndThreatsAreFoundByTheRisksThatNameThem() {
        Ref<Asset> till =
                acme.made(Patch.of(Asset.class).set(Asset::name, "Till").set(Asset::folder, acme.root));
        acme.made(Patch.of(Asset.class).set(Asset::name, "Vault").set(Asset::folder, acme.root));
        Ref<Threat> thief =
                acme.made(Patch.of(Threat.class).set(Threat::name, "Thief").set(Threat::folder, acme.root));
        Ref<Risk> theft = acme.risk("Theft", acme.root);
        Ref<Risk> fraud = acme.risk("Fraud", acme.root);
        acme.change(theft, patch -> patch.set(Risk::assets, List.of(till)).set(Risk::threats, List.of(thief)));
        assertThat(found(Asset.class, acme.administrator(), criterion(Asset.class, "risks"), theft.id()))
                .containsExactly(till);
        assertThat(found(Asset.class, acme.administrator(), criterion(Asset.class, "risks"), fraud.id()))
                .isEmpty();
        assertThat(found(Threat.class, acme.administrator(), criterion(Threat.class, "risks"), theft.id()))
                .containsExactly(thief);
    }

    @Test
    void publishedThreatsAreSeenFromBelow() {
        Ref<Threat> open =
                acme.made(Patch.of(Threat.class).set(Threat::name, "Open").set(Threat::folder, acme.root));
        acme.made(Patch.of(Threat.class)
                .set(Threat::name, "Closed")
                .set(Threat::isPublished, false)
                .set(Threat::folder, acme.root));
        Ref<Threat> own = acme.made(Patch.of(Threat.class)
                .set(Threat::name, "Own")
                .set(Threat::isPublished, false)
                .set(Threat::folder, sales));
        Principal reader = acme.principal(acme.user("sam@example.org"), new Grant(Role.READER, sales.id(), true));
        assertThat(running.answer(running.side.queries().page(Tenant.query(Threat.class, reader))).items().stream()
                        .map(sight -> sight.known().ref()))
                .containsExactly(open, own);
    }

    private Criterion criterion(Class<?> type, String name) {
        return running.side.queries().criteria(Shape.of(type)).stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private <R> List<Ref<R>> found(Class<R> type, Principal by, Criterion criterion, String value) {
        Condition condition = new Condition(criterion, Lookup.AMONG, List.of(value), false);
        return running.answer(running.side.queries().page(Tenant.query(type, by, condition))).items().stream()
                .map(Sight::known)
                .map(known -> known.ref())
                .toList();
    }
}
