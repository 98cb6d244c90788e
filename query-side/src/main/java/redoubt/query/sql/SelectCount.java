package redoubt.query.sql;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import reactor.core.publisher.Mono;
import redoubt.query.Once;
import redoubt.query.projection.TableEpochs;

/**
 * How many rows match, exactly. A count is remembered together with the epochs of the tables it depends on, so it is
 * thrown away exactly when it may have changed. Those who ask while rows are being counted wait for that count.
 */
final class SelectCount {

    private static final long MOST_REMEMBERED = 10_000;

    private final Asking asking;
    private final TableEpochs epochs;
    private final Cache<Question, Mono<Long>> known =
            Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();

    SelectCount(Asking asking, TableEpochs epochs) {
        this.asking = asking;
        this.epochs = epochs;
    }

    Mono<Long> of(Lens<?> lens, String organization, Clause where) {
        Clause select =
                Clause.of("select count(*) from " + lens.source() + " t where ").then(where);
        Set<String> behind = lens.countedBy();
        if (behind.isEmpty()) {
            return counted(organization, select);
        }
        return Mono.defer(() -> {
            // Read before the rows are counted: the count may be newer than what it is filed under, never older.
            List<Long> epoch = behind.stream().sorted().map(epochs::epoch).toList();
            Question question = new Question(organization, select.sql(), select.comparable(), epoch);
            return known.get(question, _ -> Once.of(counted(organization, select)));
        });
    }

    private Mono<Long> counted(String organization, Clause select) {
        return asking.rows(organization, select, row -> Objects.requireNonNull(row.get(0, Long.class)))
                .single();
    }

    private record Question(String organization, String sql, List<Object> values, List<Long> epoch) {}
}
