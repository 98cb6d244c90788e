package redoubt.api.audit;

import java.util.List;
import redoubt.api.route.Call;
import redoubt.model.access.Access;
import redoubt.model.access.Permission;
import redoubt.model.access.Principal;
import redoubt.model.access.Scope;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;

/** Who may ask. The chain covers the whole log, so most of it is for those with a right on the root. */
final class Clearance {

    private Clearance() {}

    /** @throws Refused if the caller has the right nowhere */
    static void somewhere(Call call, Permission permission) {
        if (!Access.allowsSomewhere(call.by(), permission)) {
            throw new Refused(new Failure.Denied());
        }
    }

    /** @throws Refused if the caller does not have the right on the root, or not with this token */
    static void everywhere(Call call, Permission permission) {
        Principal by = call.by();
        if (!Access.allows(by, permission, Scope.of(by.organization(), List.of(by.root())))) {
            throw new Refused(new Failure.Denied());
        }
    }
}
