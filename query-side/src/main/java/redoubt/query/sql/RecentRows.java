package redoubt.query.sql;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.model.Field;
import redoubt.model.Kind;
import redoubt.model.Known;
import redoubt.model.Shape;
import redoubt.query.projection.TableEpochs;
import redoubt.query.table.Table;

/**
 * Rows that were read lately, as the records they hold. Carrying a row over and making a record of it costs more than
 * finding it, so a page asks which rows belong to it, and then for those that are not known yet. What a row holds follows
 * from its version, unless its table was made anew, so nothing that is remembered is ever out of date. Safe for any thread.
 */
final class RecentRows {

    /** In characters: about ten thousand rows of the usual size. */
    private static final long MOST = 16_000_000;

    private static final int BARE_ROW = 1_000;
    private static final int REFERENCE = 40;

    private final Asking asking;
    private final TableEpochs epochs;
    private final Cache<Heading, Known<?>> recent;

    RecentRows(Asking asking, TableEpochs epochs) {
        this(
                asking,
                epochs,
                Caffeine.newBuilder()
                        .maximumWeight(MOST)
                        .weigher((Heading _, Known<?> known) -> weight(known.state()))
                        .build());
    }

    private RecentRows(Asking asking, TableEpochs epochs, Cache<Heading, Known<?>> recent) {
        this.asking = asking;
        this.epochs = epochs;
        this.recent = recent;
    }

    /** The same memory for who asks elsewhere: a version of a thing is the same wherever it stands. */
    RecentRows through(Asking other) {
        return new RecentRows(other, epochs, recent);
    }

    /** The rows of a page, in its order, as they were at one moment. */
    <R> Mono<List<Known<R>>> of(Table<R> table, String organization, SelectPage page) {
        return Mono.defer(() -> {
            // Asked first: what is read afterwards is at least as new as that.
            long repairs = epochs.repairs();
            return asking.rows(organization, page.of(Table.heading("t")), row -> Heading.read(row, repairs))
                    .collectList()
                    .flatMap(headings -> of(table, organization, page, headings, repairs));
        });
    }

    @SuppressWarnings("unchecked")
    private <R> Mono<List<Known<R>>> of(
            Table<R> table, String organization, SelectPage page, List<Heading> headings, long repairs) {
        Map<Heading, Known<R>> rows =
                new HashMap<>((Map<Heading, Known<R>>) (Map<?, ?>) recent.getAllPresent(headings));
        UUID[] missing = headings.stream()
                .filter(heading -> !rows.containsKey(heading))
                .map(Heading::id)
                .toArray(UUID[]::new);
        if (missing.length == 0) {
            return Mono.just(inOrder(headings, rows));
        }
        Clause select = Clause.of(
                "select " + table.selected("t") + " from " + table.name() + " t where t.id = any(?::uuid[])",
                (Object) missing);
        return read(table, organization, select, repairs).flatMap(read -> {
            read.forEach(known -> rows.put(Heading.of(known, repairs), known));
            // What has changed since the first question may not even belong to the page any more.
            return rows.keySet().containsAll(headings)
                    ? Mono.just(inOrder(headings, rows))
                    : read(table, organization, page.of(table.selected("t")), repairs);
        });
    }

    private <R> Mono<List<Known<R>>> read(Table<R> table, String organization, Clause select, long repairs) {
        return asking.rows(organization, select, table::read)
                .doOnNext(known -> recent.put(Heading.of(known, repairs), known))
                .collectList();
    }

    private static <R> List<Known<R>> inOrder(List<Heading> headings, Map<Heading, Known<R>> rows) {
        return headings.stream()
                .map(heading -> Objects.requireNonNull(rows.get(heading)))
                .toList();
    }

    private static <R> int weight(R state) {
        long weight = BARE_ROW;
        for (Field<R, ?> field : Shape.of(type(state)).fields()) {
            @Nullable Object value = field.of(state);
            if (value instanceof String text) {
                weight += text.length();
            } else if (value instanceof Collection<?> list && field.kind() == Kind.REFS) {
                weight += (long) REFERENCE * list.size();
            } else if (value != null && (field.kind() == Kind.TEXTS || field.kind() == Kind.OBJECT)) {
                weight += value.toString().length();
            }
        }
        return (int) Math.min(weight, Integer.MAX_VALUE);
    }

    @SuppressWarnings("unchecked")
    private static <R> Class<R> type(R state) {
        return (Class<R>) state.getClass();
    }

    /**
     * Which row, and what it holds. The moment tells versions apart that bear the same number because a log was restored
     * from an older copy and went on differently; the repairs, those that hold something else since a table was made anew.
     */
    private record Heading(long repairs, UUID id, long version, Instant at) {

        static Heading read(Readable row, long repairs) {
            return new Heading(
                    repairs,
                    Objects.requireNonNull(row.get(0, UUID.class)),
                    Objects.requireNonNull(row.get(1, Long.class)),
                    Objects.requireNonNull(row.get(2, Instant.class)));
        }

        static Heading of(Known<?> known, long repairs) {
            return new Heading(repairs, UUID.fromString(known.ref().id()), known.version(), known.updatedAt());
        }
    }
}
