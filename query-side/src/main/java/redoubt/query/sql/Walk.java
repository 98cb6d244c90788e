package redoubt.query.sql;

import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.model.Known;
import redoubt.query.Moment;
import redoubt.query.Sight;

/**
 * Goes through a whole list, oldest first, a stretch at a time. Each stretch is a question of its own that begins where
 * the one before it ended: nothing is held while nobody reads, and what is passed over is never read.
 */
final class Walk<R> {

    private static final int STRETCH = 500;

    private final Asking asking;
    private final Sights sights;
    private final Lens<R> lens;
    private final Viewpoint from;
    private final Clause where;

    /** Goes through the rows for which {@code where} holds. */
    Walk(Asking asking, Sights sights, Lens<R> lens, Viewpoint from, Clause where) {
        this.asking = asking;
        this.sights = sights;
        this.lens = lens;
        this.from = from;
        this.where = where;
    }

    /** The stretches, none of them empty; the next one is asked for when the last one is taken. */
    Flux<List<Sight<R>>> stretches() {
        return where.equals(Clause.FALSE)
                ? Flux.empty()
                : after(Clause.TRUE).expand(this::next).concatMap(this::shown, 0);
    }

    private Mono<List<Known<R>>> next(List<Known<R>> stretch) {
        if (stretch.size() < STRETCH) {
            return Mono.empty();
        }
        Known<R> last = stretch.getLast();
        return after(Clause.of(
                "(t.created_at, t.id) > (?::timestamptz, ?::uuid)",
                last.createdAt(),
                last.ref().id()));
    }

    private Mono<List<Known<R>>> after(Clause place) {
        Clause select = Clause.of("select " + lens.table().selected("t") + " from " + lens.source() + " t where ")
                .then(Clause.all(List.of(where, place)))
                .then(" order by t.created_at, t.id limit " + STRETCH);
        return asking.rows(from.by().organization(), select, lens.table()::read)
                .collectList()
                .filter(stretch -> !stretch.isEmpty());
    }

    private Mono<List<Sight<R>>> shown(List<Known<R>> stretch) {
        return sights.describe(from, from, Moment.PRESENT, stretch);
    }
}
