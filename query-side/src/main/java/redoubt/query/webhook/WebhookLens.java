package redoubt.query.webhook;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.model.Change;
import redoubt.model.Known;
import redoubt.model.Shape;
import redoubt.model.access.Access;
import redoubt.query.Derived;
import redoubt.query.Moment;
import redoubt.query.sql.Asking;
import redoubt.query.sql.Binds;
import redoubt.query.sql.Clause;
import redoubt.query.sql.Lens;
import redoubt.query.sql.Ordering;
import redoubt.query.sql.Term;
import redoubt.query.sql.Terms;
import redoubt.query.sql.Viewpoint;
import redoubt.query.table.Table;
import redoubt.webhook.Webhook;
import redoubt.webhook.WebhookDisabled;
import redoubt.webhook.WebhookEnabled;

/** Endpoints: their owners see them, and so does who manages users; shown with how it goes. */
public final class WebhookLens implements Lens<Webhook> {

    /** How it goes. */
    public enum Status {
        /** Well, as far as is known. */
        ACTIVE,
        /** Nothing has arrived since something did not. */
        FAILING,
        /** Nothing is sent. */
        DISABLED
    }

    private static final List<Derived> DERIVED = List.of(
            new Derived("hasSecret", Boolean.class, false),
            new Derived("status", Status.class, false),
            new Derived("firstFailureAt", Instant.class, true),
            new Derived("consecutiveFailures", Integer.class, false),
            new Derived("lastSuccessAt", Instant.class, true),
            new Derived("lastAttemptAt", Instant.class, true),
            new Derived("pendingCount", Integer.class, false),
            new Derived("checkpointPosition", Long.class, false),
            new Derived("createdPosition", Long.class, false));

    private static final String STATUS = "(case when not t.is_active then 'disabled'"
            + " when t.first_failure_at is not null then 'failing' else 'active' end)";

    /** What is on its way together is looked through once for all of them. */
    private static final String STATES = """
        with asked as materialized (select ?::uuid[] as webhooks),
            seats as materialized (select e.webhook, count(*)::int as number from webhook_seat e
                where e.webhook = any((select webhooks from asked)::uuid[]) group by e.webhook)
        select s.webhook, s.created_position, s.checkpoint, coalesce(h.failures, 0), h.first_failure_at, h.last_success_at,
            h.last_attempt_at, (select count(*) from webhook_open d where d.webhook = s.webhook)::int + coalesce(e.number, 0)
        from webhook_state s left join webhook_health h on h.webhook = s.webhook left join seats e on e.webhook = s.webhook
        where s.webhook = any((select webhooks from asked)::uuid[])\
        """;

    private final Table<Webhook> table = Table.of(Shape.of(Webhook.class));
    private final List<Term> terms = new ArrayList<>();
    private final List<Ordering> orderings = new ArrayList<>();
    private final Asking asking;

    /** The lens; it asks how it goes. */
    public WebhookLens(Asking asking) {
        this.asking = asking;
        terms.addAll(Lens.super.terms());
        terms.add(Terms.choice("status", Status.values(), _ -> Clause.of(STATUS)));
        orderings.addAll(Lens.super.orderings());
        orderings.add(Ordering.by("lastSuccessAt", "t.last_success_at", true));
    }

    @Override
    public Table<Webhook> table() {
        return table;
    }

    @Override
    public String source() {
        return "read.webhook_seen";
    }

    @Override
    public Clause visible(Viewpoint from) {
        return Access.knowsAccounts(from.by())
                ? Clause.TRUE
                : Clause.of(
                        "t.owner = ?",
                        Optional.ofNullable(from.by().actor().user())
                                .flatMap(Binds::id)
                                .orElse(new UUID(0, 0)));
    }

    @Override
    public Optional<Boolean> visible(Viewpoint from, Known<Webhook> known) {
        return Optional.of(Access.knowsAccounts(from.by())
                || known.state().owner().id().equals(from.by().actor().user()));
    }

    /** Owners hear at their other endpoints that one is told no more. */
    @Override
    public boolean tells(Change<Webhook> change) {
        return change instanceof WebhookDisabled || change instanceof WebhookEnabled;
    }

    @Override
    public List<Term> terms() {
        return terms;
    }

    @Override
    public List<Ordering> orderings() {
        return orderings;
    }

    /** How it goes is no event and moves no epoch. */
    @Override
    public Set<String> countedBy() {
        return Set.of();
    }

    @Override
    public List<Derived> derived() {
        return DERIVED;
    }

    @Override
    public Mono<List<Map<String, @Nullable Object>>> derive(Viewpoint from, long position, List<Known<Webhook>> known) {
        Object ids = Binds.ids(known.stream().map(webhook -> webhook.ref().id()).toList());
        return asking.rows(from.by().organization(), Clause.of(STATES, ids), State::read)
                .collectMap(State::webhook)
                .map(states -> known.stream()
                        .map(webhook -> {
                            State now = states.getOrDefault(webhook.ref().id(), State.NONE);
                            return derive(webhook.state(), position == Moment.PRESENT ? now : now.begun());
                        })
                        .toList());
    }

    private static Map<String, @Nullable Object> derive(Webhook webhook, State state) {
        Map<String, @Nullable Object> derived = new LinkedHashMap<>();
        derived.put("hasSecret", true);
        derived.put("status", status(webhook, state));
        derived.put("firstFailureAt", state.firstFailureAt);
        derived.put("consecutiveFailures", state.failures);
        derived.put("lastSuccessAt", state.lastSuccessAt);
        derived.put("lastAttemptAt", state.lastAttemptAt);
        derived.put("pendingCount", state.pending);
        derived.put("checkpointPosition", state.checkpoint);
        derived.put("createdPosition", state.created);
        return derived;
    }

    private static String status(Webhook webhook, State state) {
        if (!webhook.isActive()) {
            return "disabled";
        }
        return state.firstFailureAt == null ? "active" : "failing";
    }

    private record State(
            String webhook,
            long created,
            long checkpoint,
            int failures,
            @Nullable Instant firstFailureAt,
            @Nullable Instant lastSuccessAt,
            @Nullable Instant lastAttemptAt,
            int pending) {

        private static final State NONE = new State("", 0, 0, 0, null, null, null, 0);

        /** How it went at other moments is not known: what is told of them is how it began. */
        private State begun() {
            return new State(webhook, created, created, 0, null, null, null, 0);
        }

        private static State read(Readable row) {
            return new State(
                    Objects.requireNonNull(row.get(0, UUID.class)).toString(),
                    Objects.requireNonNull(row.get(1, Long.class)),
                    Objects.requireNonNull(row.get(2, Long.class)),
                    Objects.requireNonNull(row.get(3, Integer.class)),
                    row.get(4, Instant.class),
                    row.get(5, Instant.class),
                    row.get(6, Instant.class),
                    Objects.requireNonNull(row.get(7, Integer.class)));
        }
    }
}
