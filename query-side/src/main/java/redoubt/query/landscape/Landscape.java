package redoubt.query.landscape;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import redoubt.grc.Folder;
import redoubt.grc.Risk;
import redoubt.grc.RiskMatrix;
import redoubt.identity.Settings;
import redoubt.model.Event;
import redoubt.model.Known;
import redoubt.model.Ref;
import redoubt.model.access.Access;
import redoubt.model.access.Grant;
import redoubt.model.access.Permission;
import redoubt.model.access.Principal;
import redoubt.model.access.Scope;

/**
 * The folders, matrices and settings of one organization at one moment: what scopes, paths, tolerances and severities hang on.
 * Small beside what lies in the folders, and needed by every question, so it is kept in memory. Immutable.
 */
public final class Landscape {

    private static final int MOST_EXTENTS = 1_000;
    private static final Comparator<Known<Folder>> BY_NAME = Comparator.comparing(
                    (Known<Folder> folder) -> folder.state().name(), String.CASE_INSENSITIVE_ORDER)
            .thenComparing(folder -> folder.ref().id());

    private final String organization;
    private final Map<String, Known<Folder>> folders;
    private final Map<String, Known<RiskMatrix>> matrices;
    private final @Nullable Settings settings;
    private final Map<String, List<Known<Folder>>> children = new HashMap<>();
    private final List<Known<Folder>> tops = new ArrayList<>();
    private final Map<String, List<String>> paths = new HashMap<>();
    /** A cache of what follows from the rest; it dies with the landscape. */
    private final Map<ExtentKey, Extent> extents = new ConcurrentHashMap<>();

    Landscape(
            String organization,
            Map<String, Known<Folder>> folders,
            Map<String, Known<RiskMatrix>> matrices,
            @Nullable Settings settings) {
        this.organization = organization;
        this.folders = folders;
        this.matrices = matrices;
        this.settings = settings;
        folders.values().stream().sorted(BY_NAME).forEach(folder -> {
            Ref<Folder> parent = folder.state().parentFolder();
            if (parent == null) {
                tops.add(folder);
            } else {
                children.computeIfAbsent(parent.id(), _ -> new ArrayList<>()).add(folder);
            }
        });
        tops.forEach(top -> trace(top, List.of()));
    }

    private void trace(Known<Folder> folder, List<String> above) {
        String id = folder.ref().id();
        List<String> path = new ArrayList<>(above.size() + 1);
        path.add(id);
        path.addAll(above);
        if (paths.putIfAbsent(id, List.copyOf(path)) == null) {
            children(id).forEach(child -> trace(child, path));
        }
    }

    /** The organization whose landscape it is. */
    public String organization() {
        return organization;
    }

    /** What the organization has decided for all of its work; empty before it was founded. */
    public Optional<Settings> settings() {
        return Optional.ofNullable(settings);
    }

    /** What a day of somebody's work costs here. */
    public BigDecimal dailyRate() {
        return settings().map(Settings::dailyRate).orElse(Settings.DAILY_RATE);
    }

    /** The folder with that identifier. */
    public Optional<Known<Folder>> folder(String id) {
        return Optional.ofNullable(folders.get(id));
    }

    /** All folders. */
    public Collection<Known<Folder>> folders() {
        return folders.values();
    }

    /** The folders directly below, by name. */
    public List<Known<Folder>> children(String id) {
        return children.getOrDefault(id, List.of());
    }

    /** The folders that have no parent: one, once the organization exists. */
    public List<Known<Folder>> tops() {
        return tops;
    }

    /** The identifiers of a folder and its ancestors, nearest first; empty if it is not known. */
    public List<String> path(String id) {
        return paths.getOrDefault(id, List.of());
    }

    /**
     * The names of a folder and its ancestors from the top down, with slashes between them; what is out of sight has none.
     *
     * @return empty if it is not known
     */
    public Optional<String> names(String id, Extent seen) {
        return path(id).isEmpty()
                ? Optional.empty()
                : Optional.of(path(id).reversed().stream()
                        .map(each -> folder(each)
                                .filter(_ -> seen.contains(each))
                                .map(folder -> folder.state().name())
                                .orElse(""))
                        .collect(Collectors.joining("/")));
    }

    /** The identifiers of a folder and all its descendants; empty if it is not known. */
    public Set<String> subtree(String id) {
        Set<String> found = new HashSet<>();
        if (folders.containsKey(id)) {
            descend(id, found);
        }
        return found;
    }

    private void descend(String id, Set<String> found) {
        if (found.add(id)) {
            children(id).forEach(child -> descend(child.ref().id(), found));
        }
    }

    /** The identifiers of all folders in the order of their paths: parents before children, siblings by name. */
    public List<String> inPathOrder() {
        Set<String> ordered = new LinkedHashSet<>();
        tops.forEach(top -> descend(top.ref().id(), ordered));
        return List.copyOf(ordered);
    }

    /** The matrix with that identifier. */
    public Optional<Known<RiskMatrix>> matrix(String id) {
        return Optional.ofNullable(matrices.get(id));
    }

    /** All matrices. */
    public Collection<Known<RiskMatrix>> matrices() {
        return matrices.values();
    }

    /** The slug of the worst severity that the folder tolerates: its own, or that of the nearest ancestor with one. */
    public Optional<String> tolerance(String folder) {
        return path(folder).stream()
                .map(folders::get)
                .map(each -> each.state().riskTolerance())
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** The worst level that is tolerated where the risk lies, by the risk's own matrix; empty if that cannot be told. */
    public Optional<Integer> toleratedLevel(Risk risk) {
        return tolerance(risk.folder().id())
                .flatMap(slug -> matrix(risk.riskMatrix().id())
                        .flatMap(matrix -> matrix.state().definition().level(slug)));
    }

    /** Where the principal has the permission. */
    public Extent extent(Principal principal, Permission permission) {
        ExtentKey key = new ExtentKey(
                principal.organization(), principal.root(), principal.grants(), principal.limits(), permission);
        Extent known = extents.get(key);
        if (known == null) {
            known = measure(principal, permission);
            if (extents.size() >= MOST_EXTENTS) {
                extents.clear();
            }
            extents.put(key, known);
        }
        return known;
    }

    private Extent measure(Principal principal, Permission permission) {
        // A folder that nobody has heard of below the root: allowed there means allowed everywhere.
        if (Access.allows(principal, permission, Scope.of(organization, List.of("", principal.root())))) {
            return new Extent(true, Set.of(), Set.of());
        }
        Set<String> allowed = new HashSet<>();
        Set<String> above = new HashSet<>();
        paths.forEach((id, path) -> {
            if (Access.allows(principal, permission, Scope.of(organization, path))) {
                allowed.add(id);
                above.addAll(path.subList(1, path.size()));
            }
        });
        return new Extent(false, Set.copyOf(allowed), Set.copyOf(above));
    }

    /** The landscape after one more event; the same one if the event is about other things or another organization. */
    public Landscape after(Event<?> event) {
        if (!Draft.concerned(event) || !event.envelope().organization().equals(organization)) {
            return this;
        }
        Draft draft = new Draft(organization, folders, matrices, settings);
        draft.apply(event);
        return draft.finish();
    }

    /** The landscape in which these things are as they are known, which may be newer than the tables. */
    public Landscape with(Collection<? extends Known<?>> known) {
        List<? extends Known<?>> ours = known.stream()
                .filter(each -> Draft.NOUNS.contains(each.ref().noun()))
                .toList();
        if (ours.isEmpty()) {
            return this;
        }
        Draft draft = new Draft(organization, folders, matrices, settings);
        ours.forEach(draft::add);
        return draft.finish();
    }

    private record ExtentKey(
            String organization, String root, List<Grant> grants, Principal.Limits limits, Permission permission) {}
}
