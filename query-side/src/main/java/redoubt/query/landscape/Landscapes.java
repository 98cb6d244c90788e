package redoubt.query.landscape;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.r2dbc.spi.Connection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.grc.Folder;
import redoubt.grc.RiskMatrix;
import redoubt.identity.Settings;
import redoubt.model.Known;
import redoubt.model.Shape;
import redoubt.query.Once;
import redoubt.query.Progress;
import redoubt.query.log.EventLog;
import redoubt.query.log.EventLog.Reading;
import redoubt.query.projection.TableEpochs;
import redoubt.query.table.Table;
import redoubt.query.tenancy.Confined;

/** Landscapes of organizations: of the present, read again when a table behind them has changed, and of any moment. */
public final class Landscapes {

    private static final long MOST_ORGANIZATIONS = 1_000;
    private static final long MOST_MOMENTS = 64;
    private static final List<Table<?>> TABLES = List.of(
            Table.of(Shape.of(Folder.class)), Table.of(Shape.of(RiskMatrix.class)), Table.of(Shape.of(Settings.class)));

    /** The nouns of the resources that make up a landscape. */
    public static final Set<String> NOUNS =
            TABLES.stream().map(table -> table.shape().noun()).collect(Collectors.toUnmodifiableSet());

    private final Confined confined;
    private final TableEpochs epochs;
    private final Progress progress;
    private final EventLog log;
    private final Cache<String, Present> present =
            Caffeine.newBuilder().maximumSize(MOST_ORGANIZATIONS).build();
    private final Cache<Past, Mono<Landscape>> past =
            Caffeine.newBuilder().maximumSize(MOST_MOMENTS).build();

    /** Landscapes read through {@code confined}, and for the past from that log. */
    public Landscapes(Confined confined, TableEpochs epochs, Progress progress, EventLog log) {
        this.confined = confined;
        this.epochs = epochs;
        this.progress = progress;
        this.log = log;
    }

    /** The landscape as the tables have it now. */
    public Mono<Landscape> present(String organization) {
        return Mono.defer(() -> {
            // Read before the rows are: they may be newer than what they are filed under, never older.
            List<Long> epoch = epoch();
            Present known = present.getIfPresent(organization);
            if (known != null && known.epoch().equals(epoch)) {
                return known.landscape();
            }
            Mono<Landscape> loaded = Once.of(load(organization));
            present.put(organization, new Present(epoch, loaded));
            return loaded;
        });
    }

    /** The landscape when the log had that position. */
    public Mono<Landscape> at(String organization, long position) {
        return Mono.defer(() -> {
            boolean reached = progress.reached() >= position;
            if (reached && NOUNS.stream().allMatch(noun -> epochs.changedAt(noun) <= position)) {
                return present(organization);
            }
            Past key = new Past(organization, position);
            Mono<Landscape> known = past.getIfPresent(key);
            if (known == null) {
                known = Once.of(fold(organization, position));
                past.put(key, known);
            }
            return known;
        });
    }

    private List<Long> epoch() {
        return TABLES.stream().map(table -> epochs.epoch(table.shape().noun())).toList();
    }

    private Mono<Landscape> fold(String organization, long position) {
        return log.within(organization)
                .read(Reading.of(Draft.NOUNS, position))
                .filter(event -> event.envelope().organization().equals(organization))
                .collect(() -> new Draft(organization), Draft::apply)
                .map(Draft::finish);
    }

    private Mono<Landscape> load(String organization) {
        return confined.<Known<?>>ask(List.of(organization), connection -> Flux.fromIterable(TABLES)
                        .concatMap(table -> rows(connection, table, organization)))
                .map(things -> {
                    Draft draft = new Draft(organization);
                    things.forEach(draft::add);
                    return draft.finish();
                });
    }

    private static Flux<Known<?>> rows(Connection connection, Table<?> table, String organization) {
        return Flux.from(connection
                        .createStatement(
                                "select " + table.selected("t") + " from " + table.name() + " t where t.org = $1")
                        .bind(0, UUID.fromString(organization))
                        .execute())
                .concatMap(result -> result.map(table::read));
    }

    private record Present(List<Long> epoch, Mono<Landscape> landscape) {}

    private record Past(String organization, long position) {}
}
