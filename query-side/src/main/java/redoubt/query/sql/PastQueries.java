package redoubt.query.sql;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Instant;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import reactor.core.publisher.Mono;
import redoubt.query.Moment;
import redoubt.query.Queries;
import redoubt.query.Retrospect;
import redoubt.query.projection.PastTables;
import redoubt.query.projection.TableEpochs;

/** The questions that are put to the tables now, put to tables as they were. Safe for any thread. */
public final class PastQueries implements Retrospect {

    private static final long MOST_REMEMBERED = 16;

    /** Rows of the past change no more. */
    private static final TableEpochs STILL = new TableEpochs() {
        @Override
        public long epoch(String noun) {
            return 0;
        }

        @Override
        public long repairs() {
            return 0;
        }

        @Override
        public long changedAt(String noun) {
            return 0;
        }
    };

    private final PastTables tables;
    private final Asking asking;
    private final Function<Asking, Lenses> lenses;
    private final Sights sights;
    private final SqlQueries present;
    private final Pattern named;
    private final Cache<Place, Queries> known =
            Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();

    private record Place(String schema, Instant instant) {}

    /**
     * Questions about these tables.
     *
     * @param lenses makes those through which answers of somebody are seen
     * @param sights of now
     * @param present answers for now
     */
    public PastQueries(
            PastTables tables, Asking asking, Function<Asking, Lenses> lenses, Sights sights, SqlQueries present) {
        this.tables = tables;
        this.asking = asking;
        this.lenses = lenses;
        this.sights = sights;
        this.present = present;
        // The tables with their views; functions stay where they are.
        this.named = Pattern.compile(
                "\\bread\\.(?=\"?(?:" + String.join("|", tables.nouns()) + ")(?:_found|_seen)?\\b(?!\\())");
    }

    @Override
    public Mono<Queries> at(String organization, Moment moment) {
        return tables.at(organization, moment.position())
                .map(schema -> known.get(new Place(schema, moment.instant()), _ -> queries(schema, moment)));
    }

    private Queries queries(String schema, Moment moment) {
        String elsewhere = Matcher.quoteReplacement(schema + ".");
        Asking then = asking.rewritten(sql -> named.matcher(sql).replaceAll(elsewhere));
        Lenses through = lenses.apply(then);
        return new SqlQueries(
                then,
                through,
                sights.at(through, moment),
                STILL,
                present.recent().through(then));
    }
}
