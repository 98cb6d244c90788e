package redoubt.query.sql;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.r2dbc.spi.Readable;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.model.Catalogue;
import redoubt.model.access.Permission;
import redoubt.model.access.Principal;
import redoubt.query.Progress;
import redoubt.query.Window;
import redoubt.query.audit.AuditEntry;
import redoubt.query.audit.AuditLog;
import redoubt.query.audit.AuditQuestion;
import redoubt.query.audit.Payloads;
import redoubt.query.history.Timeline;
import redoubt.query.landscape.Extent;
import redoubt.query.landscape.Landscape;
import redoubt.query.landscape.Landscapes;

/**
 * The audit log as the database has it. What matches never changes, there is only more of it: a count is remembered with the
 * position up to which was counted, and goes on from there.
 */
public final class SqlAuditLog implements AuditLog {

    private static final int STRETCH = 100;
    private static final long MOST_REMEMBERED = 10_000;

    private static final String MARKS = "select n.position, encode(s.hash, 'hex'), o.ip"
            + " from unnest(?::bigint[]) as n(position)"
            + " left join lateral (select hash from audit_seal where position = n.position limit 1) s on true"
            + " left join lateral (select ip from event_origin where position = n.position limit 1) o on true";

    private static final Counted NOTHING = new Counted(0, 0);

    private final Asking asking;
    private final Landscapes landscapes;
    private final AuditConditions conditions;
    private final AuditRows rows;
    private final Progress progress;
    private final Cache<Question, Counted> known =
            Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();

    /** Asks through {@code asking} for what has been read up to {@code progress}. */
    public SqlAuditLog(
            Asking asking,
            Landscapes landscapes,
            Catalogue catalogue,
            Payloads payloads,
            Timeline timeline,
            Progress progress) {
        this.asking = asking;
        this.landscapes = landscapes;
        this.conditions = new AuditConditions(new Search(asking));
        this.rows = new AuditRows(asking, catalogue, payloads, timeline);
        this.progress = progress;
    }

    private record Question(String organization, String sql, List<Object> values) {}

    private record Counted(long count, long until) {}

    @Override
    public Progress progress() {
        return progress;
    }

    @Override
    public Mono<Part> page(Principal by, AuditQuestion question, boolean ascending, Window window) {
        return land(by).flatMap(land -> where(by, land, Permission.VIEW_AUDIT_LOG, question)
                .flatMap(where -> {
                    if (where.equals(Clause.FALSE)) {
                        return Mono.just(new Part(0, List.of()));
                    }
                    Clause positions = positions(where, ascending, window);
                    return Mono.zip(count(by, question, where), rows.at(by, land, positions, ascending))
                            .map(both -> new Part(both.getT1(), both.getT2()));
                }));
    }

    @Override
    public Mono<AuditEntry> one(Principal by, long position) {
        AuditQuestion question = AuditQuestion.EVERYTHING.between(position - 1, position);
        return land(by).flatMap(land -> where(by, land, Permission.VIEW_AUDIT_LOG, question)
                .flatMap(where -> rows.at(by, land, positions(where), true))
                .flatMap(found -> Mono.justOrEmpty(found.stream().findFirst())));
    }

    @Override
    public Flux<List<AuditEntry>> every(Principal by, Permission permission, AuditQuestion question) {
        return Flux.defer(() -> {
            AtomicLong from = new AtomicLong(question.after());
            AtomicBoolean done = new AtomicBoolean();
            return Mono.defer(() -> stretch(by, permission, question.between(from.get(), Long.MAX_VALUE)))
                    .doOnNext(stretch -> {
                        if (stretch.size() < STRETCH) {
                            done.set(true);
                        } else {
                            from.set(stretch.getLast().position());
                        }
                    })
                    .repeat(() -> !done.get());
        });
    }

    private Mono<List<AuditEntry>> stretch(Principal by, Permission permission, AuditQuestion question) {
        return land(by).flatMap(land -> where(by, land, permission, question).flatMap(where -> {
            Clause positions = positions(where).then(" order by t.position limit " + STRETCH);
            return where.equals(Clause.FALSE) ? Mono.just(List.of()) : rows.at(by, land, positions, true);
        }));
    }

    @Override
    public Mono<Map<Long, Mark>> marks(Principal by, Collection<Long> positions) {
        if (positions.isEmpty()) {
            return Mono.just(Map.of());
        }
        Clause select = Clause.of(MARKS, (Object) positions.toArray(Long[]::new));
        return asking.rows(
                        by.organization(),
                        select,
                        row -> Map.entry(
                                Objects.requireNonNull(row.get(0, Long.class)),
                                new Mark(row.get(1, String.class), row.get(2, String.class))))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    private Mono<Landscape> land(Principal by) {
        return landscapes.present(by.organization());
    }

    private Mono<Clause> where(Principal by, Landscape land, Permission permission, AuditQuestion question) {
        Extent extent = land.extent(by.looking(), permission);
        return conditions.of(by.organization(), land, extent, question);
    }

    private static Clause positions(Clause where) {
        return Clause.of("select t.position from " + AuditConditions.TABLE + " t where ")
                .then(where);
    }

    private static Clause positions(Clause where, boolean ascending, Window window) {
        return positions(where)
                .then(ascending ? " order by t.position" : " order by t.position desc")
                .then(" limit ? offset ?", window.limit(), window.offset());
    }

    /** The part of a question on which it depends how long an answer takes: where the entries of a page are. */
    public Mono<Clause> positions(Principal by, AuditQuestion question, boolean ascending, Window window) {
        return land(by).flatMap(land -> where(by, land, Permission.VIEW_AUDIT_LOG, question))
                .map(where -> positions(where, ascending, window));
    }

    private Mono<Long> count(Principal by, AuditQuestion question, Clause where) {
        Question key = new Question(by.organization(), where.sql(), where.comparable());
        // What was asked for from where can be forgotten.
        if (!question.ips().isEmpty()) {
            return count(by, where, NOTHING).map(Counted::count);
        }
        Counted before = known.get(key, _ -> NOTHING);
        return count(by, where, before)
                .flatMap(now -> now.until() < before.until()
                        // It was made anew meanwhile, and has not come as far again.
                        ? count(by, where, NOTHING)
                        : Mono.just(now))
                .doOnNext(now -> known.put(key, now))
                .map(Counted::count);
    }

    private Mono<Counted> count(Principal by, Clause where, Counted before) {
        Clause counting = Clause.of("select (select count(*) from (")
                .then(positions(where))
                .then(" and t.position > ?", before.until())
                .then(") found), (select r.position from read.audit_reading r)");
        return asking.rows(by.organization(), counting, row -> counted(row, before))
                .single();
    }

    private static Counted counted(Readable row, Counted before) {
        return new Counted(
                before.count() + Objects.requireNonNull(row.get(0, Long.class)),
                Objects.requireNonNull(row.get(1, Long.class)));
    }
}
