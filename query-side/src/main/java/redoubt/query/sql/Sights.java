package redoubt.query.sql;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.model.Known;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.model.access.Principal;
import redoubt.query.Derived;
import redoubt.query.Moment;
import redoubt.query.Sight;
import redoubt.query.landscape.Landscape;
import redoubt.query.landscape.Landscapes;
import redoubt.query.projection.TableEpochs;

/** Turns what is known into what is shown: without what the viewer may not know of, with what follows from the rest. */
public final class Sights {

    /** The member that counts hidden references, of resources that show it. */
    public static final String HIDDEN = "hiddenReferences";

    private final Landscapes landscapes;
    private final Lenses lenses;
    private final Hidden hidden;
    private final Clock clock;
    private final ZoneId zone;
    private final @Nullable Moment moment;

    /** Sights by this clock and in this time zone, which says when a day begins. */
    public Sights(Asking asking, Landscapes landscapes, Lenses lenses, TableEpochs epochs, Clock clock, ZoneId zone) {
        this(landscapes, lenses, new Hidden(asking, lenses, epochs), clock, zone, null);
    }

    private Sights(
            Landscapes landscapes, Lenses lenses, Hidden hidden, Clock clock, ZoneId zone, @Nullable Moment moment) {
        this.landscapes = landscapes;
        this.lenses = lenses;
        this.hidden = hidden;
        this.clock = clock;
        this.zone = zone;
        this.moment = moment;
    }

    /** The sights of a moment that is past, through lenses of then; what may be seen is decided by the present. */
    Sights at(Lenses then, Moment moment) {
        return new Sights(landscapes, then, hidden, clock, zone, moment);
    }

    /** The viewpoint of somebody now, or then. */
    public Mono<Viewpoint> now(Principal by) {
        Moment then = moment;
        if (then != null) {
            return landscapes.at(by.organization(), then.position()).map(land -> from(by, land, then.instant()));
        }
        return landscapes.present(by.organization()).map(land -> from(by, land, clock.instant()));
    }

    /** A viewpoint in a given landscape at a given moment. */
    public Viewpoint from(Principal by, Landscape land, Instant now) {
        return new Viewpoint(by, land, now, now.atZone(zone).toLocalDate());
    }

    /** What the viewer sees of these resources at a moment; rights are those of the present. */
    public <R> Mono<List<Sight<R>>> describe(Principal by, List<Known<R>> known, Moment moment) {
        return now(by).flatMap(present -> {
            if (!moment.past()) {
                return describe(
                        present, from(by, present.land().with(known), moment.instant()), moment.position(), known);
            }
            return landscapes
                    .at(by.organization(), moment.position())
                    .flatMap(land -> describe(present, from(by, land, moment.instant()), moment.position(), known));
        });
    }

    /** The same, for callers that have both viewpoints: the one that grants rights and the one that is looked at. */
    public <R> Mono<List<Sight<R>>> describe(Viewpoint present, Viewpoint then, long position, List<Known<R>> known) {
        if (known.isEmpty()) {
            return Mono.just(List.of());
        }
        Lens<R> lens = lenses.of(Shape.of(known.getFirst().ref().type()));
        List<Ref<?>> held =
                known.stream().flatMap(each -> Hidden.held(each).stream()).toList();
        return hidden.among(present, held).flatMap(out -> lens.derive(then, position, known)
                .map((List<Map<String, @Nullable Object>> derived) ->
                        sights(lens, known, out, derived, lens.shown(present))));
    }

    /** Those of the references that point at what the viewer may not see. */
    Mono<Set<Ref<?>>> hidden(Viewpoint from, List<Ref<?>> refs) {
        return hidden.among(from, refs);
    }

    private static <R> List<Sight<R>> sights(
            Lens<R> lens,
            List<Known<R>> known,
            Set<Ref<?>> hidden,
            List<Map<String, @Nullable Object>> derived,
            @Nullable Set<String> only) {
        List<Sight<R>> sights = new ArrayList<>(known.size());
        for (int i = 0; i < known.size(); i++) {
            Hidden.Masked<R> masked = Hidden.mask(known.get(i), hidden);
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            for (Derived each : lens.derived()) {
                Object value = derived.get(i).get(each.name());
                values.put(each.name(), each.name().equals(HIDDEN) ? masked.counts(value) : value);
            }
            sights.add(new Sight<>(masked.known(), values, only));
        }
        return sights;
    }
}
