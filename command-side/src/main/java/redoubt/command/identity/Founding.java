package redoubt.command.identity;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.command.Act;
import redoubt.command.Commands;
import redoubt.command.Create;
import redoubt.command.Expected;
import redoubt.command.Instruction;
import redoubt.command.Submission;
import redoubt.command.Update;
import redoubt.grc.Folder;
import redoubt.grc.Framework;
import redoubt.grc.RiskMatrix;
import redoubt.identity.ApiToken;
import redoubt.identity.Organization;
import redoubt.identity.RoleAssignment;
import redoubt.identity.Team;
import redoubt.identity.TeamMembership;
import redoubt.identity.TeamRole;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.access.Principal;
import redoubt.model.access.Role;
import redoubt.people.User;

/**
 * How a house comes into being: an organization with its root folder and its first catalogues, an administrator who may do
 * everything there, and one token that speaks for them. All in one transaction.
 */
public final class Founding {

    private final Commands commands;

    /** Founds through that door. */
    public Founding(Commands commands) {
        this.commands = commands;
    }

    /**
     * What a new house begins with.
     *
     * @param organization its name
     * @param administrator the address of its first account
     * @param beginnings its first catalogues
     * @param token under which identifier the first token is recorded
     * @param tokenPreview the first characters of that token
     */
    public record Plan(
            String organization,
            String administrator,
            Beginnings beginnings,
            Ref<ApiToken> token,
            String tokenPreview) {}

    /** Founds it. Fails like any command if the house has founded one of that name before. */
    public Mono<Void> found(Plan plan) {
        House house = House.draw(commands);
        Ref<User> administrator = commands.draw(User.class);
        List<Act<?>> acts = new ArrayList<>(house.acts(
                Patch.of(Organization.class).set(Organization::name, plan.organization()), plan.beginnings()));
        acts.add(Create.given(
                administrator,
                Patch.of(User.class).set(User::email, plan.administrator()).set(User::firstName, "admin")));
        acts.add(membership(commands.draw(RoleAssignment.class), administrator, Role.ADMINISTRATOR, house.root()));
        acts.add(Create.given(
                plan.token(),
                Patch.of(ApiToken.class)
                        .set(ApiToken::name, "Bootstrap")
                        .set(ApiToken::owner, administrator)
                        .set(ApiToken::tokenPreview, plan.tokenPreview())));
        return commands.sendAll(Instruction.of(house.system(), "founding"), acts)
                .then();
    }

    /**
     * What every organization has from its beginning.
     *
     * @param organization the organization
     * @param root the folder at the top
     * @param matrix the risk matrix that holds where no other does
     * @param framework the framework that is there from the beginning
     */
    public record House(
            Ref<Organization> organization, Ref<Folder> root, Ref<RiskMatrix> matrix, Ref<Framework> framework) {

        /** Draws the identifiers of another one. */
        public static House draw(Commands commands) {
            return new House(
                    commands.draw(Organization.class),
                    commands.draw(Folder.class),
                    commands.draw(RiskMatrix.class),
                    commands.draw(Framework.class));
        }

        /** The system acting in it. */
        public Principal system() {
            return Principal.system(organization.id(), root.id());
        }

        /** The same with somebody who founds it and is its administrator. */
        public List<Act<?>> foundedBy(
                Ref<User> founder, Commands commands, Patch<Organization> values, Beginnings beginnings) {
            List<Act<?>> acts = new ArrayList<>(acts(values.set(Organization::founder, founder), beginnings));
            acts.add(membership(commands.draw(RoleAssignment.class), founder, Role.ADMINISTRATOR, root));
            return acts;
        }

        /**
         * What brings it into being, in this order.
         *
         * @param values its name and whatever else is known of it
         * @param beginnings its first catalogues; the folder is filled in
         */
        public List<Act<?>> acts(Patch<Organization> values, Beginnings beginnings) {
            return List.of(
                    Create.given(
                            organization,
                            values.set(Organization::rootFolder, root).set(Organization::defaultRiskMatrix, matrix)),
                    Create.given(
                            root,
                            Patch.of(Folder.class)
                                    .set(Folder::name, "Global")
                                    .set(Folder::contentType, Folder.ContentType.ROOT)),
                    Create.given(matrix, beginnings.matrix().set(RiskMatrix::folder, root)),
                    Create.given(framework, beginnings.framework().set(Framework::folder, root)));
        }
    }

    /** Makes somebody a member of the organization with that root folder. */
    public static Create<RoleAssignment> membership(
            Ref<RoleAssignment> ref, Ref<User> user, Role role, Ref<Folder> root) {
        return Create.given(
                ref,
                Patch.of(RoleAssignment.class)
                        .set(RoleAssignment::user, user)
                        .set(RoleAssignment::role, role)
                        .set(RoleAssignment::folders, List.of(root)));
    }

    /**
     * A team whose first member leads it.
     *
     * @param team what is known of it, its organization among it
     */
    public static List<Act<?>> team(Commands commands, Create<Team> team, Ref<User> lead) {
        return List.of(
                team,
                Create.given(
                        commands.draw(TeamMembership.class),
                        Patch.of(TeamMembership.class)
                                .set(TeamMembership::team, team.target())
                                .set(TeamMembership::user, lead)
                                .set(TeamMembership::role, TeamRole.LEAD)));
    }

    /** Makes a team, or none, the one that people join who are invited to no other. */
    public static Act<Organization> defaultTeam(Ref<Organization> organization, @Nullable Ref<Team> team) {
        return new Update<>(
                organization,
                Submission.of(Patch.of(Organization.class).set(Organization::defaultTeam, team)),
                Expected.ANY);
    }
}
