package redoubt.command.identity;

import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.command.Behaviour;
import redoubt.command.Decision;
import redoubt.command.Situation;
import redoubt.command.World;
import redoubt.grc.Asset;
import redoubt.grc.ComplianceAssessment;
import redoubt.grc.Control;
import redoubt.grc.Folder;
import redoubt.grc.Framework;
import redoubt.grc.Risk;
import redoubt.grc.RiskMatrix;
import redoubt.grc.Task;
import redoubt.grc.Threat;
import redoubt.identity.BusinessUnit;
import redoubt.identity.Organization;
import redoubt.identity.RoleAssignment;
import redoubt.identity.Team;
import redoubt.identity.TeamInvitation;
import redoubt.identity.TeamMembership;
import redoubt.model.Deleted;
import redoubt.model.Getter;
import redoubt.model.Known;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.model.access.Permission;
import redoubt.model.failure.Failure;

/** An organization goes with its members, units, teams and invitations, if nothing else is in it. */
public final class Dissolution implements Behaviour<Organization, Dissolution.Input, Dissolution.Seen> {

    /** The name of the action. */
    public static final String NAME = "dissolve";

    /** Nothing needs to be said. */
    public record Input() {}

    /**
     * What is in it.
     *
     * @param used whether there is something that does not go with it
     * @param gone what goes with it, innermost first
     */
    public record Seen(boolean used, List<Known<?>> gone) {}

    private static <R, T> Flux<Known<R>> pointing(Class<R> type, Getter<R, Ref<T>> field, Ref<T> target, World world) {
        return world.pointing(Shape.of(type).field(field), target)
                .flatMapMany(Flux::fromIterable)
                .concatMap(world::find);
    }

    private static <R> Decision delete(Decision decision, Known<R> known) {
        return decision.and(known.ref(), new Deleted<>(known.state()));
    }

    @Override
    public Class<Organization> of() {
        return Organization.class;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Class<Input> input() {
        return Input.class;
    }

    @Override
    public Permission permission() {
        return Permission.delete("organization");
    }

    @Override
    public String summary() {
        return "Delete an organization";
    }

    @Override
    public boolean offered() {
        return false;
    }

    @Override
    public Mono<Dissolution.Seen> look(Situation<Organization> here, Input input, World world) {
        Ref<Organization> ref = here.target().ref();
        Ref<Folder> root = here.target().state().rootFolder();
        Ref<RiskMatrix> matrix = here.target().state().defaultRiskMatrix();
        Flux<Known<Framework>> frameworks = pointing(Framework.class, Framework::folder, root, world);
        Mono<Boolean> used = Flux.concat(
                        pointing(Folder.class, Folder::parentFolder, root, world),
                        pointing(Risk.class, Risk::folder, root, world),
                        pointing(Control.class, Control::folder, root, world),
                        pointing(Asset.class, Asset::folder, root, world),
                        pointing(Threat.class, Threat::folder, root, world),
                        pointing(Task.class, Task::folder, root, world),
                        pointing(ComplianceAssessment.class, ComplianceAssessment::folder, root, world),
                        pointing(RiskMatrix.class, RiskMatrix::folder, root, world)
                                .filter(other -> !other.ref().equals(matrix)),
                        frameworks.filter(other -> !Beginnings.holds(other.state())))
                .hasElements();
        Flux<Known<Team>> teams = pointing(Team.class, Team::organization, ref, world);
        Flux<Known<?>> gone = Flux.concat(
                teams.concatMap(team -> pointing(TeamInvitation.class, TeamInvitation::team, team.ref(), world)),
                teams.concatMap(team -> pointing(TeamMembership.class, TeamMembership::team, team.ref(), world)),
                teams,
                pointing(BusinessUnit.class, BusinessUnit::organization, ref, world),
                world.pointing(Shape.of(RoleAssignment.class).field(RoleAssignment::folders), root)
                        .flatMapMany(Flux::fromIterable)
                        .concatMap(world::find),
                frameworks.filter(other -> Beginnings.holds(other.state())),
                world.find(matrix),
                world.find(root));
        return Mono.zip(used, gone.collectList(), Seen::new);
    }

    @Override
    public Decision decide(Situation<Organization> here, Input input, Dissolution.Seen seen) {
        if (here.target().state().founder() == null) {
            return Decision.refused(Failure.Conflict.of(
                    "first_organization", "The organization that the house began with cannot be deleted."));
        }
        if (seen.used()) {
            return Decision.refused(Failure.Conflict.of(
                    "organization_not_empty",
                    "The organization holds things that do not go with it; delete them first."));
        }
        Decision decision = Decision.nothing();
        for (Known<?> known : seen.gone()) {
            decision = delete(decision, known);
        }
        return delete(decision, here.target());
    }
}
