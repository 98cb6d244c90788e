package redoubt.query.grc;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.grc.ComplianceAssessment;
import redoubt.grc.Framework;
import redoubt.model.Field;
import redoubt.model.Known;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.query.Derived;
import redoubt.query.Moment;
import redoubt.query.history.LogTimeline;
import redoubt.query.history.Timeline;
import redoubt.query.log.EventLog;
import redoubt.query.sql.Asking;
import redoubt.query.sql.Binds;
import redoubt.query.sql.Clause;
import redoubt.query.sql.Everywhere;
import redoubt.query.sql.InFolders;
import redoubt.query.sql.Lens;
import redoubt.query.sql.Term;
import redoubt.query.sql.Viewpoint;
import redoubt.query.table.Table;

/** Frameworks: seen where frameworks may be viewed, published ones also from every folder below theirs. */
public final class FrameworkLens implements Lens<Framework> {

    private static final List<Derived> DERIVED = List.of(new Derived("isUsed", Boolean.class, false));
    private static final Field<ComplianceAssessment, ?> USING =
            Shape.of(ComplianceAssessment.class).field(ComplianceAssessment::framework);

    private final Table<Framework> table = Table.of(Shape.of(Framework.class));
    private final List<Term> terms = new ArrayList<>();

    private final Asking asking;
    private final EventLog log;

    /** The lens; it finds assessments in the tables for now, and in the log for the past. */
    public FrameworkLens(Asking asking, EventLog log) {
        this.asking = asking;
        this.log = log;
        terms.addAll(Lens.super.terms());
        terms.addAll(Everywhere.folders("t.folder"));
    }

    @Override
    public Table<Framework> table() {
        return table;
    }

    @Override
    public Clause visible(Viewpoint from) {
        return InFolders.published(from.extent("framework"), "t.folder");
    }

    @Override
    public Optional<Boolean> visible(Viewpoint from, Known<Framework> known) {
        Framework state = known.state();
        return Optional.of(
                Published.seen(from.extent("framework"), state.folder().id(), state.isPublished()));
    }

    @Override
    public Optional<String> place(Ref<Framework> ref, Framework state) {
        return Optional.of(state.folder().id());
    }

    @Override
    public List<Term> terms() {
        return terms;
    }

    @Override
    public Set<String> describedBy() {
        Set<String> nouns = new HashSet<>(Lens.super.describedBy());
        nouns.add(Shape.of(ComplianceAssessment.class).noun());
        return nouns;
    }

    @Override
    public List<Derived> derived() {
        return DERIVED;
    }

    /** Use is use, whoever sees it. */
    @Override
    public Mono<List<Map<String, @Nullable Object>>> derive(
            Viewpoint from, long position, List<Known<Framework>> known) {
        String organization = from.by().organization();
        List<Ref<Framework>> refs = known.stream().map(Known::ref).toList();
        Flux<String> used =
                position == Moment.PRESENT ? present(organization, refs) : past(organization, refs, position);
        return used.collect(Collectors.toSet()).map(ids -> refs.stream()
                .<Map<String, @Nullable Object>>map(ref -> Map.of("isUsed", ids.contains(ref.id())))
                .toList());
    }

    private Flux<String> present(String organization, List<Ref<Framework>> frameworks) {
        Clause select = Clause.of(
                "select f.id from unnest(?::uuid[]) f(id) where exists (select from read.assessment a where a.org ="
                        + " ?::uuid and a.framework = f.id)",
                Binds.ids(frameworks.stream().map(Ref::id).toList()),
                organization);
        return asking.rows(organization, select, row -> Objects.requireNonNull(row.get(0, UUID.class))
                .toString());
    }

    private Flux<String> past(String organization, List<Ref<Framework>> frameworks, long position) {
        EventLog theirs = log.within(organization);
        Timeline timeline = new LogTimeline(theirs);
        return Flux.fromIterable(frameworks)
                .filterWhen(framework -> theirs.pointing(USING, framework, position)
                        .concatMap(assessment -> timeline.at(assessment, position))
                        .any(assessment -> assessment.state().framework().equals(framework)))
                .map(Ref::id);
    }
}
