package redoubt.model.access;

import java.util.List;

/**
 * The one policy: who may do what where. A pure function, used alike by commands, queries, streams and history.
 *
 * <p>A user may do it if some role they hold includes the permission and is held on the folder, or recursively on an
 * ancestor of it, and if their credential takes neither the verb nor the place away. Personal things are their owner's
 * to see and change; everybody else needs to manage the users of the whole organization.
 */
public final class Access {

    private Access() {}

    /** Whether the principal has the permission at that place. */
    public static boolean allows(Principal principal, Permission permission, Scope scope) {
        if (!principal.organization().equals(scope.organization()) || !verb(principal, permission)) {
            return false;
        }
        if (scope.owner() != null) {
            return scope.owner().equals(principal.actor().user())
                    || holds(principal, Permission.MANAGE_USERS, List.of());
        }
        return holds(principal, permission, scope.folders())
                && scope.further().stream().allMatch(folders -> holds(principal, permission, folders));
    }

    /** Whether the principal has the permission anywhere at all, so that asking makes sense. */
    public static boolean allowsSomewhere(Principal principal, Permission permission) {
        return verb(principal, permission) && somewhere(principal, permission);
    }

    /**
     * Whether the principal may see a published catalogue object: one that lies above some folder in which they may see
     * such objects.
     *
     * @param folder the object's folder
     * @param held the folders in which the principal holds the permission, each with its ancestors, nearest first
     */
    public static boolean seesPublished(String folder, List<List<String>> held) {
        return held.stream().anyMatch(chain -> chain.contains(folder));
    }

    /**
     * Whether somebody who may do nothing to it may at least know that something is there which stands in no folder and is nobody's
     * own, such as an account: it is they themselves or their organization, or they see the root.
     *
     * @param id its identifier
     */
    public static boolean knowsOf(String id, Principal principal) {
        return id.equals(principal.actor().user())
                || id.equals(principal.organization())
                || allows(
                        principal,
                        Permission.view("folder"),
                        Scope.of(principal.organization(), List.of(principal.root())));
    }

    /**
     * Whether the accounts of others are shown to somebody in full: to whoever manages them, be it with a token that changes
     * nothing. To all others they are names.
     */
    public static boolean knowsAccounts(Principal principal) {
        return allows(principal, Permission.view("user"), new Scope(principal.organization(), List.of(), "nobody"));
    }

    private static boolean holds(Principal principal, Permission permission, List<String> folders) {
        String limit = principal.limits().folder();
        return (limit == null || folders.contains(limit))
                && principal.grants().stream().anyMatch(grant -> grants(grant, permission, folders, principal));
    }

    private static boolean verb(Principal principal, Permission permission) {
        return permission.reading() || !principal.limits().readOnly();
    }

    private static boolean somewhere(Principal principal, Permission permission) {
        return principal.grants().stream().anyMatch(grant -> grant.role().allows(permission));
    }

    private static boolean grants(Grant grant, Permission permission, List<String> folders, Principal principal) {
        if (!grant.role().allows(permission)) {
            return false;
        }
        if (folders.isEmpty()) {
            // Things outside folders belong to the tenant: a role on its root decides.
            return grant.folder().equals(principal.root());
        }
        return grant.folder().equals(folders.getFirst()) || (grant.recursive() && folders.contains(grant.folder()));
    }
}
