package redoubt.identity;

import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import redoubt.grc.Folder;
import redoubt.model.Always;
import redoubt.model.Filter;
import redoubt.model.Ref;
import redoubt.model.Required;
import redoubt.model.Resource;
import redoubt.model.access.Role;
import redoubt.people.User;

/**
 * A role that an account holds on folders. Who is a reader or the administrator of a whole organization is a member of it, and
 * that role is their membership.
 */
@Resource(name = "role_assignment", plural = "role-assignments")
public record RoleAssignment(
        @Required @Filter Ref<User> user,
        @Required @Filter Role role,
        @Required @Size(min = 1, max = 100) List<Ref<Folder>> folders,
        @Always Boolean isRecursive) {

    /** A role reaches below its folders unless it is said not to. */
    public RoleAssignment {
        folders = folders == null ? List.of() : List.copyOf(folders);
        isRecursive = Objects.requireNonNullElse(isRecursive, true);
    }

    /** Whether it makes its user a member of the organization with that root folder. */
    public boolean membership(Ref<Folder> root) {
        return isRecursive && folders.equals(List.of(root)) && (role == Role.READER || role == Role.ADMINISTRATOR);
    }
}
