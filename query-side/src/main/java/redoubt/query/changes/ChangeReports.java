package redoubt.query.changes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.grc.ComplianceAssessment;
import redoubt.model.Catalogue;
import redoubt.model.Ref;
import redoubt.model.access.Permission;
import redoubt.model.access.Principal;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;
import redoubt.query.Queries;
import redoubt.query.audit.AuditEntry;
import redoubt.query.audit.AuditLog;
import redoubt.query.audit.AuditQuestion;
import redoubt.query.history.Timeline;
import redoubt.query.landscape.Extent;
import redoubt.query.landscape.Landscape;
import redoubt.query.landscape.Landscapes;

/**
 * Reports of what changed between two moments. They are made of the events in between and nothing else, however much there
 * is. Rights are those of the present: of what somebody may not see now, or where it was last, nothing is told.
 */
public final class ChangeReports implements ChangesBetween {

    /** More events than this are not summed up at once. */
    public static final int MOST_EVENTS = 50_000;

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final String ROW = "requirement_assessment";
    private static final List<String> NOUNS = List.of("risk", "control", "assessment", ROW, "task", "folder");
    private static final Comparator<Changed> ORDER = Comparator.comparing(Changed::kind)
            .thenComparingLong(Changed::position)
            .thenComparing(changed -> changed.ref().id());

    private final AuditLog audit;
    private final Landscapes landscapes;
    private final Queries queries;
    private final Timeline timeline;
    private final Catalogue catalogue;
    private final MovedAssessments assessments;

    /** Reports of what the audit log holds. */
    public ChangeReports(
            AuditLog audit,
            Landscapes landscapes,
            Queries queries,
            Timeline timeline,
            Catalogue catalogue,
            MovedAssessments assessments) {
        this.audit = audit;
        this.landscapes = landscapes;
        this.queries = queries;
        this.timeline = timeline;
        this.catalogue = catalogue;
        this.assessments = assessments;
    }

    /** What came of the events in between, by what they happened to, and how many there were. */
    private record Gathered(Map<Ref<?>, Net> nets, long events) {}

    /** Something of which there is something to tell. */
    private record Told(Ref<?> ref, Net net, List<Judgement.Found> found) {}

    @Override
    public Mono<ChangeReport> between(Principal by, Point from, Point to, @Nullable String folder) {
        AuditQuestion question = AuditQuestion.about(NOUNS).between(from.position(), to.position());
        return audit.progress()
                .reached(to.position(), PATIENCE)
                .then(Mono.defer(() -> Mono.zip(landscapes.present(by.organization()), gathered(by, question))))
                .flatMap(both -> {
                    @Nullable
                    Set<String> below = folder == null ? null : both.getT1().subtree(folder);
                    return withRows(by, both.getT2().nets())
                            .map(nets -> within(nets, below))
                            .flatMap(nets -> told(by, nets, from, to))
                            .flatMap(told -> changes(by, both.getT1(), told))
                            .map(changes -> new ChangeReport(both.getT2().events(), changes));
                });
    }

    private Mono<Gathered> gathered(Principal by, AuditQuestion question) {
        return audit.every(by, Permission.VIEW_HISTORY, question)
                .concatMapIterable(stretch -> stretch)
                .reduceWith(() -> new Gathered(new LinkedHashMap<>(), 0), this::and);
    }

    private Gathered and(Gathered all, AuditEntry entry) {
        if (all.events() >= MOST_EVENTS) {
            throw new Refused(Failure.Invalid.of(
                    "to", "More than " + MOST_EVENTS + " events happened in between; choose less time."));
        }
        catalogue.resource(entry.noun()).ifPresent(shape -> all.nets()
                .merge(shape.ref(entry.resource()), Net.of(Happened.of(entry)), Net::then));
        return new Gathered(all.nets(), all.events() + 1);
    }

    /** What happened to rows happened to the assessments that they came with. */
    private Mono<Map<Ref<?>, Net>> withRows(Principal by, Map<Ref<?>, Net> nets) {
        List<String> rows = nets.keySet().stream()
                .filter(ref -> ref.noun().equals(ROW))
                .map(Ref::id)
                .toList();
        return assessments.bearers(by, rows).map(bearers -> {
            Map<Ref<?>, Net> all = new LinkedHashMap<>();
            nets.forEach((ref, net) -> {
                if (!ref.noun().equals(ROW)) {
                    all.merge(ref, net, (row, own) -> own.with(row));
                    return;
                }
                Ref<ComplianceAssessment> bearer = bearers.get(ref.id());
                if (bearer != null) {
                    all.merge(bearer, net.toBearer(), Net::with);
                }
            });
            return all;
        });
    }

    private static Map<Ref<?>, Net> within(Map<Ref<?>, Net> nets, @Nullable Set<String> folders) {
        Map<Ref<?>, Net> kept = new LinkedHashMap<>();
        nets.forEach((ref, net) -> {
            if (folders == null || (net.folder() != null && folders.contains(net.folder()))) {
                kept.put(ref, net);
            }
        });
        return kept;
    }

    @SuppressWarnings("unchecked")
    private Mono<List<Told>> told(Principal by, Map<Ref<?>, Net> nets, Point from, Point to) {
        List<Ref<ComplianceAssessment>> touched = new ArrayList<>();
        nets.forEach((ref, net) -> {
            if (ref.type() == ComplianceAssessment.class && net.was() && net.is()) {
                touched.add((Ref<ComplianceAssessment>) ref);
            }
        });
        return assessments.moved(by, touched, from, to).map(moved -> {
            List<Told> told = new ArrayList<>();
            nets.forEach((ref, net) -> {
                List<Judgement.Found> found = new ArrayList<>(Judgement.of(ref.noun(), net));
                found.addAll(moved.getOrDefault(ref, List.of()));
                if (!found.isEmpty()) {
                    told.add(new Told(ref, net, found));
                }
            });
            return told;
        });
    }

    private Mono<List<Changed>> changes(Principal by, Landscape land, List<Told> told) {
        Extent named = land.extent(by, Permission.view("folder"));
        return names(by, land, told).map(names -> {
            List<Changed> changes = new ArrayList<>();
            for (Told each : told) {
                if (names.containsKey(each.ref())) {
                    String name =
                            names.getOrDefault(each.ref(), Optional.empty()).orElse(null);
                    each.found().forEach(found -> changes.add(changed(each, found, name, land, named)));
                }
            }
            changes.sort(ORDER);
            return changes;
        });
    }

    /** The names of all that may be told of. */
    private Mono<Map<Ref<?>, Optional<String>>> names(Principal by, Landscape land, List<Told> told) {
        return queries.names(by, told.stream().map(Told::ref).toList()).flatMap(seen -> {
            Map<Ref<?>, Optional<String>> names = new LinkedHashMap<>();
            seen.forEach((ref, name) -> names.put(ref, Optional.of(name)));
            return Flux.fromIterable(told)
                    .filter(each -> !seen.containsKey(each.ref()) && seenLast(by, land, each))
                    .filterWhen(each -> gone(by, each.ref()))
                    .doOnNext(each ->
                            names.put(each.ref(), Optional.ofNullable(each.net().name())))
                    .then(Mono.just(names));
        });
    }

    private static boolean seenLast(Principal by, Landscape land, Told told) {
        String folder = told.net().folder();
        return folder != null
                && land.extent(by, Permission.view(told.ref().right())).contains(folder);
    }

    /** What is still there and not seen is not to be told of. */
    private Mono<Boolean> gone(Principal by, Ref<?> ref) {
        return timeline.within(by.organization()).latest(ref).hasElement().map(there -> !there);
    }

    private static Changed changed(
            Told told, Judgement.Found found, @Nullable String name, Landscape land, Extent named) {
        String folder = told.net().folder();
        return new Changed(
                found.kind(),
                told.ref(),
                name,
                folder,
                folder == null ? null : land.names(folder, named).orElse(null),
                found.field(),
                value(found.old(), land, named),
                value(found.now(), land, named),
                told.net().position(),
                told.net().events());
    }

    /** A folder is told by its path, if it is seen. */
    private static @Nullable Object value(@Nullable Object value, Landscape land, Extent named) {
        return value instanceof Ref<?> ref
                ? named.contains(ref.id()) ? land.names(ref.id(), named).orElse(null) : null
                : value;
    }
}
