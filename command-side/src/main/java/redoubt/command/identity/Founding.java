package redoubt.command.identity;

import java.util.List;
import reactor.core.publisher.Mono;
import redoubt.command.Commands;
import redoubt.command.Create;
import redoubt.command.Instruction;
import redoubt.command.Submission;
import redoubt.grc.Folder;
import redoubt.grc.RiskMatrix;
import redoubt.identity.ApiToken;
import redoubt.identity.Organization;
import redoubt.identity.RoleAssignment;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.access.Principal;
import redoubt.model.access.Role;
import redoubt.people.User;

/**
 * How a house comes into being: an organization with its root folder and its risk matrix, an administrator who may do
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
     * @param matrix its risk matrix; the folder is filled in
     * @param token under which identifier the first token is recorded
     * @param tokenPreview the first characters of that token
     */
    public record Plan(
            String organization,
            String administrator,
            Patch<RiskMatrix> matrix,
            Ref<ApiToken> token,
            String tokenPreview) {}

    /** Founds it. Fails like any command if an organization of that name exists. */
    public Mono<Void> found(Plan plan) {
        Ref<Organization> organization = commands.draw(Organization.class);
        Ref<Folder> root = commands.draw(Folder.class);
        Ref<RiskMatrix> matrix = commands.draw(RiskMatrix.class);
        Ref<User> administrator = commands.draw(User.class);
        Principal system = Principal.system(organization.id(), root.id());
        return commands.sendAll(
                        Instruction.of(system, "founding"),
                        List.of(
                                create(
                                        organization,
                                        Patch.of(Organization.class)
                                                .set(Organization::name, plan.organization())
                                                .set(Organization::rootFolder, root)
                                                .set(Organization::defaultRiskMatrix, matrix)),
                                create(
                                        root,
                                        Patch.of(Folder.class)
                                                .set(Folder::name, "Global")
                                                .set(Folder::contentType, Folder.ContentType.ROOT)),
                                create(matrix, plan.matrix().set(RiskMatrix::folder, root)),
                                create(
                                        administrator,
                                        Patch.of(User.class)
                                                .set(User::email, plan.administrator())
                                                .set(User::firstName, "admin")),
                                create(
                                        commands.draw(RoleAssignment.class),
                                        Patch.of(RoleAssignment.class)
                                                .set(RoleAssignment::user, administrator)
                                                .set(RoleAssignment::role, Role.ADMINISTRATOR)
                                                .set(RoleAssignment::folders, List.of(root))),
                                create(
                                        plan.token(),
                                        Patch.of(ApiToken.class)
                                                .set(ApiToken::name, "Bootstrap")
                                                .set(ApiToken::owner, administrator)
                                                .set(ApiToken::tokenPreview, plan.tokenPreview()))))
                .then();
    }

    private static <R> Create<R> create(Ref<R> ref, Patch<R> given) {
        return new Create<>(ref, Submission.of(Patch.of(ref.type())), given);
    }
}
