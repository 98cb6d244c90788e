package redoubt.api.route;

import java.util.List;
import org.springframework.http.HttpMethod;
import redoubt.model.access.Access;
import redoubt.model.access.Permission;
import redoubt.model.access.Principal;
import redoubt.model.access.Scope;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;

/** Who may ask for what concerns no single resource. */
public final class Clearance {

    private Clearance() {}

    /**
     * Lets callers pass who have the right in some folder.
     *
     * @throws Refused if the caller has it nowhere
     */
    public static void somewhere(Call call, Permission permission) {
        if (!Access.allowsSomewhere(asking(call), permission)) {
            throw new Refused(new Failure.Denied());
        }
    }

    /**
     * Lets callers pass who have the right on the root, and with it on everything.
     *
     * @throws Refused if the caller does not have it there, or not with this token
     */
    public static void everywhere(Call call, Permission permission) {
        Principal by = asking(call);
        if (!Access.allows(by, permission, Scope.of(by.organization(), List.of(by.root())))) {
            throw new Refused(new Failure.Denied());
        }
    }

    /** Rights to manage something are rights to see it as well, also with a token that changes nothing. */
    private static Principal asking(Call call) {
        return HttpMethod.GET.equals(call.endpoint().method()) ? call.by().looking() : call.by();
    }
}
