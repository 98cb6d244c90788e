package redoubt.infra.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Statement;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.api.auth.Tickets;
import redoubt.infra.postgres.Sql;
import redoubt.model.access.Principal;

/**
 * Tickets as rows that all nodes share: digests of what was drawn and of the marks that were given, and what stays of the
 * credential. Times are the database's, so that the clocks of nodes may differ.
 */
final class StoredTickets implements Tickets {

    private static final String PREFIX = "pstk_";
    private static final Pattern FORM = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{43}");
    private static final Pattern MARK = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final int REMEMBERED = 2_000;

    private static final String BOND = "kind, owner, credential, good_until";

    private static final String DRAW = """
        with over as (delete from stream_ticket where over_at < clock_timestamp())
        insert into stream_ticket (digest, kind, owner, credential, good_until, question, over_at)
        values ($1, $2, $3, $4, $5, $6, clock_timestamp() + $7 * interval '1 second')
        returning over_at
        """;

    private static final String FIND = "select " + BOND + ", question, mark is null from stream_ticket"
            + " where digest = $1 and over_at > clock_timestamp() and (mark is null or mark = $2)";

    /** A browser that shows a mark of the same credential keeps it, or its other streams could not come back. */
    private static final String USE = """
        update stream_ticket t set over_at = clock_timestamp() + $4 * interval '1 second', mark = case
            when exists (
                select from stream_ticket k where k.mark = $2 and k.over_at > clock_timestamp() and k.owner = t.owner
                    and k.kind = t.kind and k.credential is not distinct from t.credential)
            then $2 else $3 end
        where t.digest = $1 and t.mark is null and t.over_at > clock_timestamp()
        returning t.mark = $3
        """;

    private final Sql sql;
    private final TokenVault vault;

    /** What is behind tickets never changes, and open streams ask for it again and again. */
    private final Cache<String, Bond> bonds =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    StoredTickets(ConnectionFactory connections, TokenVault vault) {
        this.sql = new Sql(connections);
        this.vault = vault;
    }

    @Override
    public Mono<Drawn> draw(String credential, String question) {
        return vault.bond(credential).flatMap(bond -> {
            String secret = TokenSecret.draw(PREFIX);
            return sql.ask(
                            DRAW,
                            statement -> bind(statement, bond)
                                    .bind("$1", TokenSecret.digest(secret))
                                    .bind("$6", question)
                                    .bind("$7", NEW.toSeconds()),
                            row -> new Drawn(secret, Objects.requireNonNull(row.get(0, Instant.class))))
                    .single();
        });
    }

    private static Statement bind(Statement statement, Bond bond) {
        statement.bind("$2", bond.kind().name()).bind("$3", UUID.fromString(bond.user()));
        String credential = bond.credential();
        Instant until = bond.until();
        if (credential == null) {
            statement.bindNull("$4", UUID.class);
        } else {
            statement.bind("$4", UUID.fromString(credential));
        }
        return until == null ? statement.bindNull("$5", Instant.class) : statement.bind("$5", until);
    }

    @Override
    public Mono<Held> find(String ticket, @Nullable String mark) {
        if (!FORM.matcher(ticket).matches()) {
            return Mono.empty();
        }
        String shown = mark != null && MARK.matcher(mark).matches() ? mark : null;
        String digest = TokenSecret.digest(ticket);
        return sql.ask(FIND, statement -> marked(statement.bind("$1", digest), shown), Row::read)
                .next()
                .doOnNext(row -> bonds.put(digest, row.bond()))
                .flatMap(row ->
                        vault.bound(row.bond()).map(by -> new Held(ticket, shown, row.isNew(), by, row.question())));
    }

    @Override
    public Mono<String> use(Held held) {
        String mark = held.mark();
        if (!held.isNew()) {
            return Mono.justOrEmpty(mark);
        }
        String drawn = TokenSecret.draw("");
        return sql.ask(
                        USE,
                        statement -> marked(statement.bind("$1", TokenSecret.digest(held.ticket())), mark)
                                .bind("$3", TokenSecret.digest(drawn))
                                .bind("$4", MARKED.toSeconds()),
                        row -> Boolean.TRUE.equals(row.get(0, Boolean.class)))
                .next()
                .map(given -> given || mark == null ? drawn : mark);
    }

    private static Statement marked(Statement statement, @Nullable String mark) {
        return mark == null ? statement.bindNull("$2", String.class) : statement.bind("$2", TokenSecret.digest(mark));
    }

    @Override
    public Mono<Principal> owner(String ticket) {
        if (!FORM.matcher(ticket).matches()) {
            return Mono.empty();
        }
        String digest = TokenSecret.digest(ticket);
        return Mono.defer(() -> Mono.justOrEmpty(bonds.getIfPresent(digest)))
                .switchIfEmpty(Mono.defer(() -> sql.ask(
                                "select " + BOND + " from stream_ticket where digest = $1",
                                statement -> statement.bind("$1", digest),
                                Row::bond)
                        .next()
                        .doOnNext(bond -> bonds.put(digest, bond))))
                .flatMap(vault::bound);
    }

    /** What is kept of a ticket. */
    private record Row(Bond bond, String question, boolean isNew) {

        static Row read(Readable row) {
            return new Row(
                    bond(row),
                    Objects.requireNonNull(row.get(4, String.class)),
                    Boolean.TRUE.equals(row.get(5, Boolean.class)));
        }

        static Bond bond(Readable row) {
            UUID credential = row.get(2, UUID.class);
            return new Bond(
                    Bond.Kind.valueOf(Objects.requireNonNull(row.get(0, String.class))),
                    Objects.requireNonNull(row.get(1, UUID.class)).toString(),
                    credential == null ? null : credential.toString(),
                    row.get(3, Instant.class));
        }
    }
}
