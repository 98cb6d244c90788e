package redoubt.query;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import redoubt.grc.Asset;
import redoubt.grc.Control;
import redoubt.grc.Folder;
import redoubt.grc.Risk;
import redoubt.grc.RiskMatrix;
import redoubt.grc.Threat;
import redoubt.identity.Organization;
import redoubt.identity.RoleAssignment;
import redoubt.model.Catalogue;
import redoubt.model.Change;
import redoubt.model.Created;
import redoubt.model.Deleted;
import redoubt.model.Envelope;
import redoubt.model.Event;
import redoubt.model.Fact;
import redoubt.model.Known;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.model.Updated;
import redoubt.model.Vocabulary;
import redoubt.model.access.Grant;
import redoubt.model.access.Principal;
import redoubt.model.access.Role;
import redoubt.people.User;

/** An organization in a test: writes its history into a log, in the words of a test. */
public final class Tenant {

    /** All resources there are. */
    public static final Catalogue CATALOGUE = Vocabulary.catalogue();

    /** Three likelihoods, two impacts, three levels. */
    public static final RiskMatrix.Definition SMALL = definition(
            3, 2, List.of("minor", "serious", "grave"), List.of(List.of(0, 1), List.of(1, 1), List.of(1, 2)));

    /** The usual five by five. */
    public static final RiskMatrix.Definition LARGE = definition(
            5,
            5,
            List.of("very_low", "low", "medium", "high", "critical"),
            List.of(
                    List.of(0, 0, 1, 1, 1),
                    List.of(0, 1, 1, 2, 2),
                    List.of(1, 1, 2, 3, 3),
                    List.of(1, 2, 3, 3, 4),
                    List.of(2, 3, 3, 4, 4)));

    public final MemoryLog log;
    public final String id = UUID.randomUUID().toString();
    public final Ref<Folder> root;
    public final Ref<RiskMatrix> matrix;
    public final Ref<User> admin;

    public Tenant(MemoryLog log) {
        this.log = log;
        this.root = fresh(Folder.class);
        this.matrix = fresh(RiskMatrix.class);
        this.admin = fresh(User.class);
        Ref<Organization> organization = Ref.of(Organization.class, id);
        append(organization, new Created<>(new Organization("Acme", root, matrix, null, null, null, null, null)), null);
        append(
                root,
                new Created<>(new Folder("Global", null, null, null, Folder.ContentType.ROOT, null, null, null)),
                root);
        append(admin, new Created<>(new User("admin@example.org", "Ada", "Admin", null, null, null, null)), null);
        append(matrix, new Created<>(matrix("Default", root, LARGE, true)), root);
    }

    public static <R> Ref<R> fresh(Class<R> type) {
        return Ref.of(type, UUID.randomUUID().toString());
    }

    public static RiskMatrix matrix(
            String name, Ref<Folder> folder, RiskMatrix.Definition definition, boolean published) {
        return new RiskMatrix(name, null, null, null, folder, published, true, definition);
    }

    public Ref<Folder> folder(String name, Ref<Folder> parent) {
        return folder(name, parent, null);
    }

    public Ref<Folder> folder(String name, Ref<Folder> parent, String tolerance) {
        Ref<Folder> ref = fresh(Folder.class);
        append(ref, new Created<>(new Folder(name, null, null, parent, null, null, tolerance, null)), ref);
        return ref;
    }

    public Ref<RiskMatrix> matrix(RiskMatrix state) {
        Ref<RiskMatrix> ref = fresh(RiskMatrix.class);
        append(ref, new Created<>(state), state.folder());
        return ref;
    }

    public Ref<User> user(String email) {
        Ref<User> ref = fresh(User.class);
        append(
                ref,
                new Created<>(new User(email, email.substring(0, email.indexOf('@')), "", null, null, null, null)),
                null);
        return ref;
    }

    public void assign(Ref<User> user, Role role, boolean recursive, List<Ref<Folder>> folders) {
        append(fresh(RoleAssignment.class), new Created<>(new RoleAssignment(user, role, folders, recursive)), null);
    }

    /** A risk whose fields beside the necessary are what the patch says. */
    public Ref<Risk> risk(String name, Ref<Folder> folder, UnaryOperator<Patch<Risk>> more) {
        Ref<Risk> ref = fresh(Risk.class);
        Patch<Risk> patch = Patch.of(Risk.class)
                .set(Risk::name, name)
                .set(Risk::folder, folder)
                .set(Risk::riskMatrix, matrix);
        append(ref, new Created<>(rated(more.apply(patch).create())), folder);
        return ref;
    }

    public Ref<Risk> risk(String name, Ref<Folder> folder) {
        return risk(name, folder, patch -> patch);
    }

    /** Anything that lives in a folder. */
    public <R> Ref<R> made(Patch<R> patch) {
        Ref<R> ref = fresh(patch.shape().type());
        R state = patch.create();
        append(ref, new Created<>(state), place(ref, state));
        return ref;
    }

    /** The risk with what its matrix makes of its ratings. */
    public Risk rated(Risk risk) {
        RiskMatrix.Definition definition = log.known(risk.riskMatrix()).state().definition();
        var current = definition.rate(risk.likelihood(), risk.impact()).orElse(null);
        var inherent = definition
                .rate(risk.inherentLikelihood(), risk.inherentImpact())
                .orElse(null);
        var residual = definition
                .rate(risk.residualLikelihood(), risk.residualImpact())
                .orElse(null);
        return Patch.of(Risk.class)
                .set(Risk::severity, current == null ? null : current.slug())
                .set(Risk::severityLevel, current == null ? null : current.level())
                .set(Risk::severityRank, current == null ? null : current.rank())
                .set(Risk::score, current == null ? null : current.score())
                .set(Risk::inherentSeverity, inherent == null ? null : inherent.slug())
                .set(Risk::inherentSeverityLevel, inherent == null ? null : inherent.level())
                .set(Risk::inherentScore, inherent == null ? null : inherent.score())
                .set(Risk::residualSeverity, residual == null ? null : residual.slug())
                .set(Risk::residualSeverityLevel, residual == null ? null : residual.level())
                .set(Risk::residualScore, residual == null ? null : residual.score())
                .applyTo(risk);
    }

    /** Changes a thing; says nothing if nothing changes. */
    public <R> void change(Ref<R> ref, UnaryOperator<Patch<R>> change) {
        Known<R> before = log.known(ref);
        Patch<R> patch =
                Patch.between(before.state(), change.apply(Patch.of(ref.type())).applyTo(before.state()));
        if (!patch.isEmpty()) {
            R after = patch.applyTo(before.state());
            append(ref, new Updated<>(patch), place(ref, after));
        }
    }

    public <R> void happen(Ref<R> ref, Fact<R> fact) {
        append(ref, fact, place(ref, log.known(ref).state()));
    }

    public <R> void delete(Ref<R> ref) {
        R last = log.known(ref).state();
        append(ref, new Deleted<>(last), place(ref, last));
    }

    private static Ref<Folder> place(Ref<?> ref, Object state) {
        return switch (state) {
            case Risk risk -> risk.folder();
            case RiskMatrix matrix -> matrix.folder();
            case Control control -> control.folder();
            case Asset asset -> asset.folder();
            case Threat threat -> threat.folder();
            case Folder _ -> Ref.of(Folder.class, ref.id());
            default -> null;
        };
    }

    public <R> Event<R> append(Ref<R> ref, Change<R> change, Ref<Folder> folder) {
        return log.append(ref, change, id, folder == null ? null : folder.id(), admin.id());
    }

    public Principal administrator() {
        return principal(admin, new Grant(Role.ADMINISTRATOR, root.id(), true));
    }

    public Principal principal(Ref<User> user, Grant... grants) {
        return principal(user, Principal.Limits.NONE, grants);
    }

    public Principal principal(Ref<User> user, Principal.Limits limits, Grant... grants) {
        return new Principal(
                new Envelope.Actor(Envelope.Actor.Type.USER, user.id(), null), id, root.id(), List.of(grants), limits);
    }

    public static <R> Query<R> query(Class<R> type, Principal by, Condition... where) {
        return new Query<>(Shape.of(type), by, List.of(where), List.of(), List.of(), new Window(0, 500));
    }

    private static RiskMatrix.Definition definition(
            int likelihoods, int impacts, List<String> slugs, List<List<Integer>> grid) {
        List<RiskMatrix.Level> levels = new ArrayList<>();
        slugs.forEach(slug -> levels.add(new RiskMatrix.Level(slug, slug.substring(0, 1), slug, null, "#C00000")));
        return new RiskMatrix.Definition(steps(likelihoods), steps(impacts), levels, grid);
    }

    private static List<RiskMatrix.Step> steps(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> new RiskMatrix.Step("S" + i, "Step " + i, null, null))
                .toList();
    }
}
