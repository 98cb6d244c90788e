package redoubt.query.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import redoubt.model.Created;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.model.access.Grant;
import redoubt.model.access.Principal;
import redoubt.model.access.Role;
import redoubt.people.User;
import redoubt.query.Condition;
import redoubt.query.Criterion;
import redoubt.query.Criterion.Lookup;
import redoubt.query.MemoryLog;
import redoubt.query.Order;
import redoubt.query.Query;
import redoubt.query.Running;
import redoubt.query.Sight;
import redoubt.query.Tenant;
import redoubt.query.Window;
import redoubt.webhook.Webhook;
import redoubt.webhook.WebhookDisabled;

/** Endpoints as their owners see them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebhooksTest {

    private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");

    private final MemoryLog log = new MemoryLog();
    private final Tenant acme = new Tenant(log);
    private final Ref<User> rita = acme.user("rita@example.org");
    private final Ref<Webhook> fine = webhook("fine", acme.admin);
    private final Ref<Webhook> failing = webhook("failing", acme.admin);
    private final Ref<Webhook> gone = webhook("gone", acme.admin);
    private final Ref<Webhook> hers = webhook("hers", rita);
    private Running running;

    @BeforeAll
    void start() {
        acme.happen(gone, new WebhookDisabled("siem.example.com", Webhook.Reason.GONE));
        running = new Running(log, Clock.fixed(NOW, ZoneOffset.UTC), ZoneOffset.UTC);
        running.database.run("insert into webhook_state (webhook, org, created_position, checkpoint) values ('"
                + fine.id() + "', '" + acme.id + "', 3, 9), ('" + failing.id() + "', '" + acme.id + "', 4, 8)");
        running.database.run("insert into webhook_health (webhook, org, failures, first_failure_at, last_success_at)"
                + " values ('" + fine.id() + "', '" + acme.id + "', 0, null, '2026-06-02T00:00:00Z'), ('" + failing.id()
                + "', '" + acme.id + "', 2, '2026-06-03T00:00:00Z', '2026-06-01T00:00:00Z')");
        running.database.run(
                "insert into webhook_open (webhook, org, message, type, noun, resource, state, cause, next_at)"
                        + " values ('" + failing.id() + "', '" + acme.id
                        + "', 'msg_1', 'risk.created', 'risk', gen_random_uuid(), 'retrying', 'event',"
                        + " clock_timestamp())");
    }

    @AfterAll
    void stop() {
        running.close();
    }

    @Test
    void ownersSeeTheirOwnAndManagersOfUsersSeeAll() {
        Principal manager = acme.principal(rita, new Grant(Role.DOMAIN_MANAGER, acme.root.id(), true));
        assertThat(webhooks(manager, List.of(), List.of())).containsExactly(hers);
        assertThat(webhooks(acme.administrator(), List.of(), List.of())).containsExactly(fine, failing, gone, hers);
        assertThat(running.answer(running.side.queries().one(manager, fine))).isNull();
    }

    @Test
    void theStatusFollowsFromHowItGoes() {
        assertThat(byStatus(WebhookLens.Status.ACTIVE)).containsExactly(fine, hers);
        assertThat(byStatus(WebhookLens.Status.FAILING)).containsExactly(failing);
        assertThat(byStatus(WebhookLens.Status.DISABLED)).containsExactly(gone);
        Sight<Webhook> sight = running.answer(running.side.queries().one(acme.administrator(), failing));
        assertThat(sight.derived())
                .containsEntry("status", "failing")
                .containsEntry("consecutiveFailures", 2)
                .containsEntry("pendingCount", 1)
                .containsEntry("checkpointPosition", 8L)
                .containsEntry("createdPosition", 4L)
                .containsEntry("firstFailureAt", Instant.parse("2026-06-03T00:00:00Z"));
    }

    @Test
    void theyAreFoundByWhatTheyHearOf() {
        Condition risks = new Condition(criterion("eventTypes"), Lookup.AMONG, List.of("risk.*"), false);
        assertThat(webhooks(acme.administrator(), List.of(risks), List.of())).hasSize(4);
        Condition ghosts = new Condition(criterion("eventTypes"), Lookup.AMONG, List.of("ghost.*"), false);
        assertThat(webhooks(acme.administrator(), List.of(ghosts), List.of())).isEmpty();
    }

    @Test
    void theyAreOrderedByTheirLastSuccess() {
        assertThat(webhooks(acme.administrator(), List.of(), List.of(new Order("lastSuccessAt", true)))
                        .subList(0, 2))
                .containsExactly(fine, failing);
    }

    private List<Ref<Webhook>> byStatus(WebhookLens.Status status) {
        Condition condition = new Condition(criterion("status"), Lookup.AMONG, List.of(status), false);
        return webhooks(acme.administrator(), List.of(condition), List.of());
    }

    private Criterion criterion(String name) {
        return running.side.queries().criteria(Shape.of(Webhook.class)).stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private List<Ref<Webhook>> webhooks(Principal by, List<Condition> where, List<Order> order) {
        return running
                .answer(running.side
                        .queries()
                        .page(new Query<>(Shape.of(Webhook.class), by, where, List.of(), order, new Window(0, 100))))
                .items()
                .stream()
                .map(sight -> sight.known().ref())
                .toList();
    }

    private Ref<Webhook> webhook(String name, Ref<User> owner) {
        Ref<Webhook> ref = Tenant.fresh(Webhook.class);
        Webhook webhook = Patch.of(Webhook.class)
                .set(Webhook::name, name)
                .set(Webhook::url, "https://siem.example.com/")
                .set(Webhook::eventTypes, List.of("risk.*"))
                .set(Webhook::owner, owner)
                .set(Webhook::secretPreview, "whsec_AQID")
                .create();
        acme.append(ref, new Created<>(webhook), null);
        return ref;
    }
}
