package redoubt.infra.eventstore;

import com.github.f4b6a3.uuid.UuidCreator;
import io.r2dbc.spi.Row;
import io.r2dbc.spi.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.axonframework.eventsourcing.eventstore.AppendEventsTransactionRejectedException;
import org.axonframework.eventsourcing.eventstore.GlobalIndexConsistencyMarker;
import org.axonframework.messaging.core.Context.ResourceKey;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Events that become part of the log together, or never. What is appended in a processing context that holds one is laid
 * aside in the database instead of the log, with what was looked at; nobody sees it until all of it is appended at once.
 * Used by one thread after the other.
 */
public final class Aside {

    /** Looked for in the processing context when events are appended. */
    public static final ResourceKey<Aside> KEY = ResourceKey.withLabel("aside");

    private static final String LAY = "with laid as (insert into aside_event (aside, number, id, type, version, tags,"
            + " payload, metadata) select $1, $2 + n.number, n.id, n.type, n.version, n.tags::text[], n.payload::jsonb,"
            + " n.metadata::jsonb from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])"
            + " with ordinality as n(id, type, version, tags, payload, metadata, number))"
            + " insert into aside_look (aside, tag) select $1, l.tag from unnest($9::text[]) as l(tag)"
            + " on conflict do nothing";

    private static final String APPEND = "select base, at, written, claimed, conflicting"
            + " from append_aside($1, $2, $3, $4, now() - $5::interval)";

    private static final String DISCARD =
            "with events as (delete from aside_event where aside = $1) delete from aside_look where aside = $1";

    /** What nobody appended for so long was forgotten by whoever laid it aside. */
    private static final Duration FORGOTTEN = Duration.ofHours(6);

    private static final String SWEEP =
            "with old as (delete from aside_event where laid_at < now() - $1::interval returning aside)"
                    + " delete from aside_look where aside in (select aside from old)";

    private final UUID id = UuidCreator.getTimeOrderedEpoch();
    private final LogTable table;
    private final Options options;
    private final LongConsumer written;
    private int events;
    private long after = Long.MAX_VALUE;

    /** @param written is told the last position once all of it is part of the log */
    Aside(LogTable table, Options options, LongConsumer written) {
        this.table = table;
        this.options = options;
        this.written = written;
    }

    /** Removes what was forgotten. */
    static Mono<Long> sweep(LogTable table) {
        return table.change(SWEEP, statement -> statement.bind(0, FORGOTTEN.toString()));
    }

    /** Lays an append aside; its claim, if it has one, is not looked at. */
    Mono<Void> lay(Waiting append) {
        return Mono.defer(() -> {
            int before = events;
            events += append.events.size();
            after = Math.min(after, append.after());
            return table.change(LAY, statement -> laying(statement, before, append))
                    .then();
        });
    }

    private Statement laying(Statement statement, int before, Waiting append) {
        Criteria criteria = Objects.requireNonNull(append.criteria, "What is laid aside rests on something");
        return statement
                .bind(0, id)
                .bind(1, before)
                .bind(2, texts(append.events, event -> event.message().identifier()))
                .bind(3, texts(append.events, event -> event.message().type().name()))
                .bind(4, texts(append.events, event -> event.message().type().version()))
                .bind(5, texts(append.events, Waiting.Written::tagArray))
                .bind(6, texts(append.events, Waiting.Written::payload))
                .bind(7, texts(append.events, Waiting.Written::metadata))
                .bind(8, looks(criteria));
    }

    /** Each look is one of a whole stream, so its tag says all. */
    private static String[] looks(Criteria criteria) {
        return criteria.any().stream()
                .flatMap(criterion -> Criteria.tags(criterion).stream())
                .distinct()
                .toArray(String[]::new);
    }

    private static String[] texts(List<Waiting.Written> events, Function<Waiting.Written, String> text) {
        return events.stream().map(text).toArray(String[]::new);
    }

    /**
     * Makes all of it part of the log.
     *
     * @param claim under which it may happen once; null for none
     * @return where it came to stand; fails with {@link AlreadyClaimed}, or as rejected if something that was looked at
     *     has changed meanwhile
     */
    public Mono<Appended> append(@Nullable Claim claim) {
        return Mono.defer(() -> table.one(APPEND, statement -> appending(statement, claim), row -> outcome(row, claim))
                .doOnNext(appended -> written.accept(appended.last())));
    }

    private Statement appending(Statement statement, @Nullable Claim claim) {
        statement.bind(0, id).bind(1, after).bind(4, options.receipts().toString());
        return claim == null
                ? statement.bindNull(2, String.class).bindNull(3, String.class)
                : statement.bind(2, claim.key()).bind(3, claim.fingerprint());
    }

    private Appended outcome(Row row, @Nullable Claim claim) {
        if (Boolean.TRUE.equals(row.get(3, Boolean.class))) {
            throw new AlreadyClaimed(claim == null ? "" : claim.key());
        }
        if (Boolean.TRUE.equals(row.get(4, Boolean.class))) {
            throw AppendEventsTransactionRejectedException.conflictingEventsDetected(
                    new GlobalIndexConsistencyMarker(after));
        }
        long base = Objects.requireNonNull(row.get(0, Long.class));
        return new Appended(
                base + 1,
                base + Objects.requireNonNull(row.get(2, Long.class)),
                Objects.requireNonNull(row.get(1, Instant.class)));
    }

    /** Removes what was laid aside, whether it was appended or not. */
    public Mono<Void> discard() {
        return table.change(DISCARD, statement -> statement.bind(0, id)).then();
    }
}
