package redoubt.query.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import redoubt.identity.ApiToken;
import redoubt.identity.ApiTokenRevoked;
import redoubt.model.Created;
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

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiTokensTest {

    private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");

    private final MemoryLog log = new MemoryLog();
    private final Tenant acme = new Tenant(log);
    private final Ref<User> rita = acme.user("rita@example.org");
    private final Ref<ApiToken> fresh = token("fresh", acme.admin, null);
    private final Ref<ApiToken> worn = token("worn", acme.admin, NOW.plusSeconds(1));
    private final Ref<ApiToken> over = token("over", acme.admin, NOW);
    private final Ref<ApiToken> back = token("taken back", acme.admin, NOW);
    private final Ref<ApiToken> hers = token("hers", rita, null);
    private Running running;

    @BeforeAll
    void start() {
        acme.happen(back, new ApiTokenRevoked(NOW, acme.admin));
        running = new Running(log, Clock.fixed(NOW, ZoneOffset.UTC), ZoneOffset.UTC);
        running.database.run("insert into token_use (token, used_at, ip, org) values ('" + worn.id()
                + "', '2026-06-01T00:00:00Z', '192.0.2.10', '" + acme.id + "'), ('" + over.id()
                + "', '2026-06-02T00:00:00Z', null, '" + acme.id + "')");
    }

    @AfterAll
    void stop() {
        running.close();
    }

    @Test
    void ownersSeeTheirOwnAndManagersOfUsersSeeAll() {
        Principal analyst = acme.principal(rita, new Grant(Role.ANALYST, acme.root.id(), true));
        assertThat(tokens(analyst, List.of(), List.of())).containsExactly(hers);
        assertThat(tokens(acme.administrator(), List.of(), List.of())).containsExactly(fresh, worn, over, back, hers);
        assertThat(running.answer(running.side.queries().one(analyst, fresh))).isNull();
    }

    @Test
    void theStatusFollowsFromTheClock() {
        assertThat(byStatus(ApiToken.Status.ACTIVE)).containsExactly(fresh, worn, hers);
        assertThat(byStatus(ApiToken.Status.EXPIRED)).containsExactly(over);
        assertThat(byStatus(ApiToken.Status.REVOKED)).containsExactly(back);
        Sight<ApiToken> sight = running.answer(running.side.queries().one(acme.administrator(), back));
        assertThat(sight.derived()).containsEntry("status", "revoked");
    }

    @Test
    void theLastUseIsShownFilteredAndOrderedBy() {
        Sight<ApiToken> sight = running.answer(running.side.queries().one(acme.administrator(), worn));
        assertThat(sight.derived())
                .containsEntry("lastUsedAt", Instant.parse("2026-06-01T00:00:00Z"))
                .containsEntry("lastUsedIp", "192.0.2.10");
        Condition never = new Condition(criterion("lastUsedAt"), Lookup.ISNULL, List.of(true), false);
        assertThat(tokens(acme.administrator(), List.of(never), List.of())).containsExactly(fresh, back, hers);
        Condition since = new Condition(
                criterion("lastUsedAt"), Lookup.GTE, List.of(Instant.parse("2026-06-02T00:00:00Z")), false);
        assertThat(tokens(acme.administrator(), List.of(since), List.of())).containsExactly(over);
        assertThat(tokens(acme.administrator(), List.of(), List.of(new Order("lastUsedAt", true)))
                        .subList(0, 2))
                .containsExactly(over, worn);
    }

    private List<Ref<ApiToken>> byStatus(ApiToken.Status status) {
        Condition condition = new Condition(criterion("status"), Lookup.AMONG, List.of(status), false);
        return tokens(acme.administrator(), List.of(condition), List.of());
    }

    private Criterion criterion(String name) {
        return running.side.queries().criteria(Shape.of(ApiToken.class)).stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private List<Ref<ApiToken>> tokens(Principal by, List<Condition> where, List<Order> order) {
        return running
                .answer(running.side
                        .queries()
                        .page(new Query<>(Shape.of(ApiToken.class), by, where, List.of(), order, new Window(0, 100))))
                .items()
                .stream()
                .map(sight -> sight.known().ref())
                .toList();
    }

    private Ref<ApiToken> token(String name, Ref<User> owner, Instant expires) {
        Ref<ApiToken> ref = Tenant.fresh(ApiToken.class);
        acme.append(
                ref, new Created<>(new ApiToken(name, "pst_12345678", expires, null, null, owner, null, null)), null);
        return ref;
    }
}
