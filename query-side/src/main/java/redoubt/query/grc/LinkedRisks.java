package redoubt.query.grc;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.r2dbc.spi.Readable;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.grc.Control;
import redoubt.grc.Risk;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.query.Moment;
import redoubt.query.Once;
import redoubt.query.history.LogTimeline;
import redoubt.query.history.Timeline;
import redoubt.query.log.EventLog;
import redoubt.query.sql.Asking;
import redoubt.query.sql.Binds;
import redoubt.query.sql.Clause;

/**
 * The risks that name controls: now, as their table says, or at a moment of the past, as the log does. Safe for any thread.
 */
final class LinkedRisks {

    /** Those who follow the log ask about the same moments at about the same time. */
    private static final long MOST_REMEMBERED = 256;

    private static final Shape<Risk> RISK = Shape.of(Risk.class);

    private final Asking asking;
    private final EventLog log;
    private final Cache<Past, Mono<List<LinkedRisk>>> past =
            Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();

    LinkedRisks(Asking asking, EventLog log) {
        this.asking = asking;
        this.log = log;
    }

    /** Every risk of the organization that names one of the controls, seen or not, in the order in which they were made. */
    Mono<List<LinkedRisk>> of(String organization, List<Ref<Control>> controls, long position) {
        return position == Moment.PRESENT
                ? present(organization, controls)
                : Flux.fromIterable(controls)
                        .concatMap(control ->
                                past.get(new Past(organization, control, position), key -> Once.of(read(key))))
                        .flatMapIterable(some -> some)
                        .collectList();
    }

    private Mono<List<LinkedRisk>> present(String organization, List<Ref<Control>> controls) {
        Object ids = Binds.ids(controls.stream().map(Ref::id).toList());
        Clause select = Clause.of(
                "select r.id, r.folder, r.severity_level, r.residual_severity_level, r.applied_controls,"
                        + " r.existing_applied_controls from read.risk r where r.org = ?::uuid and r.id in (select f.id"
                        + " from read.risk_found f where f.org = ?::uuid and (f.applied_controls && ?::uuid[] or"
                        + " f.existing_applied_controls && ?::uuid[])) order by r.created_at, r.id",
                organization,
                organization,
                ids,
                ids);
        return asking.rows(organization, select, LinkedRisks::row).collectList();
    }

    private static LinkedRisk row(Readable row) {
        return new LinkedRisk(
                Objects.requireNonNull(row.get(0, UUID.class)).toString(),
                Objects.requireNonNull(row.get(1, UUID.class)).toString(),
                row.get(2, Integer.class),
                row.get(3, Integer.class),
                texts(row.get(4, UUID[].class)),
                texts(row.get(5, UUID[].class)));
    }

    private static List<String> texts(UUID @Nullable [] ids) {
        return ids == null ? List.of() : Arrays.stream(ids).map(UUID::toString).toList();
    }

    private Mono<List<LinkedRisk>> read(Past past) {
        EventLog theirs = log.within(past.organization());
        Timeline timeline = new LogTimeline(theirs);
        return Flux.concat(
                        theirs.pointing(RISK.field(Risk::appliedControls), past.control(), past.position()),
                        theirs.pointing(RISK.field(Risk::existingAppliedControls), past.control(), past.position()))
                .distinct()
                .concatMap(risk -> timeline.at(risk, past.position()))
                .map(LinkedRisk::of)
                .filter(risk -> risk.names(past.control().id()))
                // Identifiers are drawn in the order of time.
                .sort((one, other) -> one.id().compareTo(other.id()))
                .collectList();
    }

    private record Past(String organization, Ref<Control> control, long position) {}
}
