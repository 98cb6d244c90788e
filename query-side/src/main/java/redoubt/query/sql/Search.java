package redoubt.query.sql;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import reactor.core.publisher.Mono;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;

/**
 * Finds texts that contain all the words asked for. Words that are rare are found first and the rest is decided among
 * their hits; words that are frequent fill a page soon whatever the order, so the order's own index is walked. Left to
 * itself the database would walk a million rows for two words that never meet. How frequent words are is asked once and
 * remembered for a minute: being wrong costs time, never a row.
 */
final class Search {

    /** As many hits can be put in order at once. */
    static final int RARE = 10_000;

    private static final int TRIGRAM = 3;
    private static final Duration REMEMBERED = Duration.ofMinutes(1);
    private static final long MOST_REMEMBERED = 10_000;

    private final Asking asking;
    private final Cache<Asked, Boolean> rare = Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfterWrite(REMEMBERED)
            .build();

    Search(Asking asking) {
        this.asking = asking;
    }

    /**
     * Rows of some kind.
     *
     * @param found the view in which they are looked for
     * @param key the column by which they are known
     */
    record Source(String found, String key) {}

    /** What must hold for the rows of a lens that contain the words. */
    Mono<Clause> found(Lens<?> lens, Viewpoint from, List<String> words) {
        if (!words.isEmpty()
                && lens.shape().fields().stream().noneMatch(field -> field.is(redoubt.model.Search.class))) {
            return Mono.error(new Refused(Failure.Invalid.of("search", "This list cannot be searched.")));
        }
        Source source = new Source(lens.table().found(), "t.id");
        return found(source, from.by().organization(), lens.searched(from), words);
    }

    /** What must hold for the rows of an organization in whose text, which is folded, the words are. */
    Mono<Clause> found(Source source, String organization, String text, List<String> words) {
        if (words.isEmpty()) {
            return Mono.just(Clause.TRUE);
        }
        if (!words.stream().allMatch(Binds::storable)) {
            return Mono.just(Clause.FALSE);
        }
        Clause indexed = containing(text, words);
        // Two words would be taken for so rare that reading everything and sorting seems cheaper than the walk.
        if (words.stream().allMatch(word -> word.codePointCount(0, word.length()) < TRIGRAM)) {
            return Mono.just(walked(indexed));
        }
        return found(source, organization, indexed);
    }

    /**
     * What must hold for the rows of an organization for which something does that an index finds, but not in the order of a
     * list: few are looked up, many are met while the list is walked.
     */
    Mono<Clause> found(Source source, String organization, Clause indexed) {
        Clause hits = Clause.of("t.org = ?::uuid and ", organization).then(indexed);
        return rare(new Asked(source, organization, indexed.sql(), indexed.comparable()), hits)
                .map(few -> few
                        ? Clause.of(source.key() + " in (select " + source.key() + " from " + source.found()
                                        + " t where ")
                                .then(hits)
                                .then(" offset 0)")
                        : walked(indexed));
    }

    /** The same, in words that no index understands, and of which the planner expects that half of all rows fit. */
    private static Clause walked(Clause indexed) {
        return Clause.of("case when ").then(indexed).then(" then true else false end");
    }

    private Mono<Boolean> rare(Asked key, Clause hits) {
        Boolean known = rare.getIfPresent(key);
        if (known != null) {
            return Mono.just(known);
        }
        Clause count = Clause.of(
                        "select count(*) from (select from " + key.source().found() + " t where ")
                .then(hits)
                .then(" limit " + (RARE + 1) + ") hit");
        return asking.rows(key.organization(), count, row -> Objects.requireNonNull(row.get(0, Long.class)) <= RARE)
                .single()
                .doOnNext(few -> rare.put(key, few));
    }

    private static Clause containing(String text, List<String> words) {
        return Clause.all(words.stream()
                .map(word -> Clause.of(text + " like read.containing(?)", word))
                .toList());
    }

    private record Asked(Source source, String organization, String sql, List<Object> values) {}
}
