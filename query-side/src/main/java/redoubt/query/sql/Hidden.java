package redoubt.query.sql;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
import redoubt.grc.Folder;
import redoubt.grc.RiskMatrix;
import redoubt.model.Field;
import redoubt.model.Kind;
import redoubt.model.Known;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.model.access.Principal;
import redoubt.query.landscape.Landscape;
import redoubt.query.projection.TableEpochs;

/** What a viewer may not know of: references to things out of sight are left out of what is shown, and counted. */
final class Hidden {

    private static final long MOST_ANSWERED = 50_000;
    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    private final Asking asking;
    private final Lenses lenses;

    private final TableEpochs epochs;
    private final Cache<Asked, Boolean> answered = Caffeine.newBuilder()
            .maximumSize(MOST_ANSWERED)
            .expireAfterAccess(REMEMBERED)
            .build();

    Hidden(Asking asking, Lenses lenses, TableEpochs epochs) {
        this.asking = asking;
        this.lenses = lenses;
        this.epochs = epochs;
    }

    /** Those of the references whose targets the viewer may not see. */
    Mono<Set<Ref<?>>> among(Viewpoint from, Collection<Ref<?>> refs) {
        Map<Class<?>, Set<Ref<?>>> byType = refs.stream().collect(Collectors.groupingBy(Ref::type, Collectors.toSet()));
        Set<Ref<?>> hidden = new HashSet<>();
        List<Mono<Set<Ref<?>>>> asked = new ArrayList<>();
        byType.forEach((type, some) -> of(from, type, some, hidden).ifPresent(asked::add));
        return asked.isEmpty()
                ? Mono.just(hidden)
                : Flux.merge(asked).doOnNext(hidden::addAll).then(Mono.just(hidden));
    }

    private Optional<Mono<Set<Ref<?>>>> of(Viewpoint from, Class<?> type, Set<Ref<?>> refs, Set<Ref<?>> hidden) {
        Lens<?> lens = lenses.of(type).orElse(null);
        if (lens == null) {
            String right = refs.iterator().next().right();
            if (!from.extent(right).whole()) {
                hidden.addAll(refs);
            }
            return Optional.empty();
        }
        Clause visible = lens.visible(from);
        if (visible.equals(Clause.TRUE)) {
            return Optional.empty();
        }
        if (type == Folder.class || type == RiskMatrix.class) {
            refs.stream().filter(ref -> !inLandscape(from, ref)).forEach(hidden::add);
            return Optional.empty();
        }
        return Optional.of(unseen(from, lens, visible, refs));
    }

    private boolean inLandscape(Viewpoint from, Ref<?> ref) {
        if (ref.type() == Folder.class) {
            return from.extent("folder").contains(ref.id());
        }
        Lens<RiskMatrix> lens = lenses.of(Shape.of(RiskMatrix.class));
        return from.land()
                .matrix(ref.id())
                .flatMap(matrix -> lens.visible(from, matrix))
                .orElse(false);
    }

    private Mono<Set<Ref<?>>> unseen(Viewpoint from, Lens<?> lens, Clause visible, Set<Ref<?>> refs) {
        List<Long> epoch = lens.visibleBy().stream().sorted().map(epochs::epoch).toList();
        Set<Ref<?>> unseen = new HashSet<>();
        List<Ref<?>> open = new ArrayList<>();
        for (Ref<?> ref : refs) {
            Boolean answer = answered.getIfPresent(new Asked(from.by(), from.land(), ref, epoch));
            if (answer == null) {
                open.add(ref);
            } else if (!answer) {
                unseen.add(ref);
            }
        }
        if (open.isEmpty()) {
            return Mono.just(unseen);
        }
        Object ids = Binds.ids(open.stream().map(Ref::id).toList());
        Clause select = Clause.of(
                        "select t.id from " + lens.source() + " t where t.id = any(?::uuid[]) and t.org = ?::uuid and ",
                        ids,
                        from.by().organization())
                .then(visible);
        return asking.rows(from.by().organization(), select, row -> Objects.requireNonNull(row.get(0, UUID.class))
                        .toString())
                .collect(Collectors.toSet())
                .map(seen -> {
                    for (Ref<?> ref : open) {
                        boolean sees = seen.contains(ref.id());
                        answered.put(new Asked(from.by(), from.land(), ref, epoch), sees);
                        if (!sees) {
                            unseen.add(ref);
                        }
                    }
                    return unseen;
                });
    }

    /** All references that a resource holds. */
    static List<Ref<?>> held(Known<?> known) {
        List<Ref<?>> held = new ArrayList<>();
        references(known.state()).forEach((_, refs) -> held.addAll(refs));
        return held;
    }

    @SuppressWarnings("unchecked")
    private static <R> Map<Field<R, ?>, List<Ref<?>>> references(R state) {
        Map<Field<R, ?>, List<Ref<?>>> references = new LinkedHashMap<>();
        for (Field<R, ?> field : Shape.of((Class<R>) state.getClass()).references()) {
            Object value = field.of(state);
            if (value instanceof Ref<?> ref) {
                references.put(field, List.of(ref));
            } else if (value instanceof List<?> list && !list.isEmpty()) {
                references.put(field, (List<Ref<?>>) list);
            }
        }
        return references;
    }

    /** A resource without what is hidden. */
    static <R> Masked<R> mask(Known<R> known, Set<Ref<?>> hidden) {
        if (hidden.isEmpty()) {
            return new Masked<>(known, Map.of());
        }
        Patch<R> patch = Patch.of(known.ref().type());
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (Map.Entry<Field<R, ?>, List<Ref<?>>> each :
                references(known.state()).entrySet()) {
            Field<R, ?> field = each.getKey();
            List<Ref<?>> shown = each.getValue().stream()
                    .filter(ref -> !hidden.contains(ref))
                    .toList();
            int left = each.getValue().size() - shown.size();
            if (left > 0) {
                counts.put(field.name(), left);
                @Nullable Object value = field.kind() == Kind.REFS ? shown : null;
                patch = patch.with(field, value);
            }
        }
        Known<R> masked = new Known<>(
                known.ref(),
                patch.applyTo(known.state()),
                known.version(),
                known.createdAt(),
                known.updatedAt(),
                known.createdBy(),
                known.updatedBy());
        return new Masked<>(masked, counts);
    }

    /**
     * What may be shown.
     *
     * @param known the resource without hidden references
     * @param counts by component, how many were left out
     */
    record Masked<R>(Known<R> known, Map<String, Integer> counts) {

        /** The counts, with those of references that stand elsewhere, if there are any. */
        Map<?, ?> counts(@Nullable Object elsewhere) {
            if (!(elsewhere instanceof Map<?, ?> more) || more.isEmpty()) {
                return counts;
            }
            Map<Object, Object> all = new LinkedHashMap<>(counts);
            all.putAll(more);
            return all;
        }
    }

    /** Whether somebody sees a thing, as long as neither folders nor the tables behind the answer change. */
    private record Asked(Principal by, Landscape land, Ref<?> ref, List<Long> epoch) {}
}
