package redoubt.model.access;

import java.util.List;

/**
 * The one policy: who may do what where. A pure function, used alike by commands, queries, streams and history.
 * A user may do it if some role they hold includes the permission and is held on the folder, or recursively on an
 * ancestor of it, and if their credential takes neither the verb nor the place away.
 */
public final class Access {

    private Access() {}

    /** Whether the principal has the permission at that place. */
    public static boolean allows(Principal principal, Permission permission, Scope scope) {
        return principal.organization().equals(scope.organization())
                && within(principal.limits(), permission, scope)
                && principal.grants().stream().anyMatch(grant -> grants(grant, permission, scope.folders(), principal));
    }

    /** Whether the principal has the permission anywhere at all, so that asking makes sense. */
    public static boolean allowsSomewhere(Principal principal, Permission permission) {
        return (permission.reading() || !principal.limits().readOnly())
                && principal.grants().stream().anyMatch(grant -> grant.role().allows(permission));
    }

    private static boolean within(Principal.Limits limits, Permission permission, Scope scope) {
        boolean verb = permission.reading() || !limits.readOnly();
        boolean place = limits.folder() == null || scope.folders().contains(limits.folder());
        return verb && place;
    }

    private static boolean grants(Grant grant, Permission permission, List<String> folders, Principal principal) {
        if (!grant.role().allows(permission)) {
            return false;
        }
        if (folders.isEmpty()) {
            // Things outside folders belong to the tenant: a role on its root decides.
            return grant.folder().equals(principal.root());
        }
        return grant.folder().equals(folders.getFirst())
                || (grant.recursive() && folders.contains(grant.folder()));
    }
}
