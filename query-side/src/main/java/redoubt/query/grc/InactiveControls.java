package redoubt.query.grc;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.grc.Control;
import redoubt.grc.Risk;
import redoubt.model.Known;
import redoubt.model.Ref;
import redoubt.query.Moment;
import redoubt.query.Once;
import redoubt.query.history.LogTimeline;
import redoubt.query.landscape.Extent;
import redoubt.query.log.EventLog;
import redoubt.query.sql.Asking;
import redoubt.query.sql.Binds;
import redoubt.query.sql.Clause;
import redoubt.query.sql.InFolders;
import redoubt.query.sql.Viewpoint;

/** Which of the controls that risks count on are not active, as far as somebody sees them. */
final class InactiveControls {

    /** Those who follow the log ask about the same moments at about the same time. */
    private static final long MOST_REMEMBERED = 1_024;

    private final Asking asking;
    private final EventLog log;
    private final Cache<Past, Mono<Optional<Known<Control>>>> past =
            Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();

    InactiveControls(Asking asking, EventLog log) {
        this.asking = asking;
        this.log = log;
    }

    Mono<Set<String>> among(Viewpoint from, List<Known<Risk>> risks, long position) {
        List<Ref<Control>> existing = risks.stream()
                .flatMap(risk -> risk.state().existingAppliedControls().stream())
                .distinct()
                .toList();
        if (existing.isEmpty()) {
            return Mono.just(Set.of());
        }
        Extent extent = from.extent("applied_control");
        return position == Moment.PRESENT ? now(from, extent, existing) : then(from, extent, existing, position);
    }

    private Mono<Set<String>> now(Viewpoint from, Extent extent, List<Ref<Control>> existing) {
        String organization = from.by().organization();
        Clause select = Clause.of(
                        "select t.id from read.control t where t.org = ?::uuid and t.id = any(?::uuid[]) and t.status"
                                + " <> 'active' and ",
                        organization,
                        Binds.ids(existing.stream().map(Ref::id).toList()))
                .then(InFolders.within(extent, "t.folder"));
        return asking.rows(organization, select, row -> Objects.requireNonNull(row.get(0, UUID.class))
                        .toString())
                .collect(Collectors.toSet());
    }

    private Mono<Set<String>> then(Viewpoint from, Extent extent, List<Ref<Control>> existing, long position) {
        String organization = from.by().organization();
        return Flux.fromIterable(existing)
                .concatMap(control -> past.get(new Past(organization, control, position), key -> Once.of(read(key))))
                .concatMap(found -> Mono.justOrEmpty(found))
                .filter(control -> control.state().status() != Control.Status.ACTIVE)
                .filter(control -> extent.contains(control.state().folder().id()))
                .map(control -> control.ref().id())
                .collect(Collectors.toSet());
    }

    private Mono<Optional<Known<Control>>> read(Past past) {
        return new LogTimeline(log.within(past.organization()))
                .at(past.control(), past.position())
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty());
    }

    private record Past(String organization, Ref<Control> control, long position) {}
}
