package redoubt.query.identity;

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
import redoubt.identity.ApiToken;
import redoubt.model.Kind;
import redoubt.model.Known;
import redoubt.model.Shape;
import redoubt.model.access.Access;
import redoubt.query.Derived;
import redoubt.query.sql.Asking;
import redoubt.query.sql.Binds;
import redoubt.query.sql.Clause;
import redoubt.query.sql.Lens;
import redoubt.query.sql.Ordering;
import redoubt.query.sql.Term;
import redoubt.query.sql.Terms;
import redoubt.query.sql.Viewpoint;
import redoubt.query.table.Table;

/** API tokens: their owners see them, and so does who manages users; shown with their status and their last use. */
public final class ApiTokenLens implements Lens<ApiToken> {

    private static final List<Derived> DERIVED = List.of(
            new Derived("status", ApiToken.Status.class, false),
            new Derived("lastUsedAt", Instant.class, true),
            new Derived("lastUsedIp", String.class, true, true));

    /** Revocation outlives expiry, as in {@link ApiToken#status}. */
    private static final String STATUS = "(case when t.revoked_at is not null then 'revoked'"
            + " when t.expires_at <= ?::timestamptz then 'expired' else 'active' end)";

    private final Table<ApiToken> table = Table.of(Shape.of(ApiToken.class));
    private final List<Term> terms = new ArrayList<>();
    private final List<Ordering> orderings = new ArrayList<>();
    private final Asking asking;

    /** The lens; it asks when tokens were last used. */
    public ApiTokenLens(Asking asking) {
        this.asking = asking;
        terms.addAll(Lens.super.terms());
        terms.add(Terms.choice(
                "status",
                ApiToken.Status.values(),
                from -> Clause.of(STATUS, Binds.one(Kind.INSTANT, from.now()).orElseThrow())));
        terms.add(Terms.value("lastUsedAt", Kind.INSTANT, true, true, _ -> Clause.of("t.used_at")));
        orderings.add(Ordering.created());
        orderings.addAll(Ordering.columns(table));
        orderings.add(Ordering.by("lastUsedAt", "t.used_at", true));
    }

    @Override
    public Table<ApiToken> table() {
        return table;
    }

    @Override
    public String source() {
        return "read.api_token_seen";
    }

    @Override
    public Clause visible(Viewpoint from) {
        return Access.knowsAccounts(from.by()) ? Clause.TRUE : Clause.of("t.owner = ?", UserLens.self(from.by()));
    }

    @Override
    public Optional<Boolean> visible(Viewpoint from, Known<ApiToken> known) {
        return Optional.of(Access.knowsAccounts(from.by())
                || known.state().owner().id().equals(from.by().actor().user()));
    }

    @Override
    public List<Term> terms() {
        return terms;
    }

    @Override
    public List<Ordering> orderings() {
        return orderings;
    }

    /** The last use is no event and moves no epoch. */
    @Override
    public Set<String> countedBy() {
        return Set.of();
    }

    @Override
    public List<Derived> derived() {
        return DERIVED;
    }

    @Override
    public Mono<List<Map<String, @Nullable Object>>> derive(
            Viewpoint from, long position, List<Known<ApiToken>> known) {
        Object ids = Binds.ids(known.stream().map(token -> token.ref().id()).toList());
        return asking.rows(
                        from.by().organization(),
                        Clause.of("select token, used_at, ip from token_use where token = any(?::uuid[])", ids),
                        row -> new Use(
                                Objects.requireNonNull(row.get(0, UUID.class)).toString(),
                                Objects.requireNonNull(row.get(1, Instant.class)),
                                row.get(2, String.class)))
                .collectMap(Use::token)
                .map(uses -> known.stream()
                        .map(token -> derive(token, uses.get(token.ref().id()), from.now()))
                        .toList());
    }

    private static Map<String, @Nullable Object> derive(Known<ApiToken> token, @Nullable Use use, Instant now) {
        Map<String, @Nullable Object> derived = new LinkedHashMap<>();
        derived.put("status", token.state().status(now).code());
        derived.put("lastUsedAt", use == null ? null : use.at());
        derived.put("lastUsedIp", use == null ? null : use.ip());
        return derived;
    }

    private record Use(String token, Instant at, @Nullable String ip) {}
}
