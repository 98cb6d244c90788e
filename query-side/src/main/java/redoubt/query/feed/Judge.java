package redoubt.query.feed;

import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Mono;
import redoubt.model.Event;
import redoubt.model.Field;
import redoubt.model.Shape;
import redoubt.model.Updated;
import redoubt.model.access.Access;
import redoubt.model.access.Permission;
import redoubt.model.access.Principal;
import redoubt.model.access.Scope;
import redoubt.query.feed.ChangeFeed.Filter;
import redoubt.query.feed.ChangeFeed.Signal;
import redoubt.query.landscape.Landscape;
import redoubt.query.sql.Lens;
import redoubt.query.sql.Lenses;
import redoubt.query.sql.Sights;
import redoubt.query.sql.Viewpoint;

/**
 * What somebody is told of an event: rights are judged in the landscape of the present, where the event's folder still stands
 * in it. Safe for any thread.
 */
final class Judge {

    private static final Permission AUDIT = new Permission("view_audit_log");

    private final Principal by;
    private final Rights rights;
    private final Filter filter;
    private final Sights sights;
    private final Lenses lenses;
    private final States states;
    private final Publications publications;
    private final Alike alike;

    Judge(Principal by, Filter filter, Seeing seeing) {
        this.by = by;
        this.rights = Rights.of(by);
        this.filter = filter;
        this.sights = seeing.sights();
        this.lenses = seeing.lenses();
        this.states = seeing.states();
        this.alike = seeing.alike();
        this.publications = new Publications(sights, states);
    }

    /** How events are seen that somebody is told of; everybody shares it. */
    record Seeing(Sights sights, Lenses lenses, States states, Alike alike) {}

    /** Whose landscape it is. */
    String organization() {
        return by.organization();
    }

    /** The viewpoint of the present. */
    Mono<Viewpoint> present() {
        return sights.now(by);
    }

    /** Whether it may be told at all. */
    boolean concerned(Event<?> event) {
        return event.envelope().organization().equals(by.organization())
                && (filter.names().isEmpty() || filter.names().contains(event.name()))
                && (filter.nouns().isEmpty()
                        || filter.nouns().contains(event.ref().noun()))
                && (filter.resources().isEmpty()
                        || filter.resources().contains(event.ref().id()));
    }

    /** Whether all who hold the same rights and want to hear the same are told the same of it, whoever they are. */
    boolean alike(Event<?> event) {
        return event.envelope().folder() != null
                && lenses.of(event.ref().type()).map(Lens::alike).orElse(true);
    }

    /** What is told of an event that concerns them, seen between these landscapes; nothing if they may not hear of it. */
    <R> Mono<Signal> judged(Event<R> event, Viewpoint present, Landscape before, Landscape then) {
        Lens<R> lens = lenses.of(event.ref().type()).orElse(null);
        if (lens == null) {
            return Mono.empty();
        }
        String folder = event.envelope().folder();
        if (folder == null) {
            return outside(event, lens, present, then);
        }
        List<String> path = path(folder, present.land(), then, before);
        if (!filter.folders().isEmpty() && path.stream().noneMatch(filter.folders()::contains)) {
            return Mono.empty();
        }
        return lens.alike()
                ? alike.of(event, rights, () -> seen(event, lens, path, present, before, then))
                : seen(event, lens, path, present, before, then);
    }

    private <R> Mono<Signal> seen(
            Event<R> event, Lens<R> lens, List<String> path, Viewpoint present, Landscape before, Landscape then) {
        if (allowed(event.ref().right(), path)) {
            return told(event, present, then, false);
        }
        return states.after(event)
                .filter(after -> lens.visible(present, after).orElse(false))
                .flatMap(_ -> told(event, present, then, false))
                .switchIfEmpty(Mono.defer(() -> left(event, lens, present, before)));
    }

    /** What lies in no folder is told to those who read the audit log, and some of it to whoever sees it and asks for it. */
    private <R> Mono<Signal> outside(Event<R> event, Lens<R> lens, Viewpoint present, Landscape then) {
        if (filter.folders().isEmpty() && Access.allows(by, AUDIT, Scope.of(by.organization(), List.of()))) {
            return told(event, present, then, false);
        }
        boolean asked = filter.folders().isEmpty() || filter.names().contains(event.name());
        return asked && lens.tells(event.change())
                ? states.after(event)
                        .filter(after -> lens.visible(present, after).orElse(false))
                        .flatMap(_ -> told(event, present, then, false))
                : Mono.empty();
    }

    private boolean allowed(String right, List<String> path) {
        return !path.isEmpty() && Access.allows(by, Permission.view(right), Scope.of(by.organization(), path));
    }

    /** The way from a folder to the root: as it is now or, if the folder is gone, as it was. */
    private static List<String> path(String folder, Landscape... lands) {
        for (Landscape each : lands) {
            List<String> path = each.path(folder);
            if (!path.isEmpty()) {
                return path;
            }
        }
        return List.of();
    }

    /** A thing that was moved from where the follower may look to where they may not: one last signal. */
    private <R> Mono<Signal> left(Event<R> event, Lens<R> lens, Viewpoint present, Landscape before) {
        if (!moved(event)) {
            return Mono.empty();
        }
        return states.before(event)
                .filter(known -> lens.place(known.ref(), known.state())
                        .filter(folder -> allowed(event.ref().right(), path(folder, before, present.land())))
                        .isPresent())
                .flatMap(_ -> told(event, present, before, true));
    }

    private static <R> boolean moved(Event<R> event) {
        Optional<Field<R, ?>> parent = Shape.of(event.ref().type()).parent();
        return event.change() instanceof Updated<R> updated
                && parent.map(updated.patch()::has).orElse(false);
    }

    private <R> Mono<Signal> told(Event<R> event, Viewpoint present, Landscape then, boolean left) {
        Viewpoint moment = sights.from(by, then, event.envelope().at());
        return publications.of(event, present, moment, left).cast(Signal.class);
    }
}
