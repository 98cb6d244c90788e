package redoubt.model.access;

import java.util.List;
import org.jspecify.annotations.Nullable;
import redoubt.model.Envelope.Actor;

/**
 * On whose behalf something is asked or done. There is no query and no command without one.
 *
 * @param actor the account and token, as events will name them
 * @param organization the tenant
 * @param root the root folder of the tenant, by identifier
 * @param grants the roles held
 * @param limits what the credential itself takes away
 */
public record Principal(Actor actor, String organization, String root, List<Grant> grants, Limits limits) {

    /**
     * What a credential takes away from the rights of its owner.
     *
     * @param readOnly whether it refuses every change
     * @param folder the only subtree it reaches, by identifier; null for no such limit
     */
    public record Limits(boolean readOnly, @Nullable String folder) {

        /** A credential that takes nothing away. */
        public static final Limits NONE = new Limits(false, null);
    }

    /** The system acting by itself within a tenant: it may do everything there. */
    public static Principal system(String organization, String root) {
        return new Principal(
                Actor.SYSTEM, organization, root, List.of(new Grant(Role.ADMINISTRATOR, root, true)), Limits.NONE);
    }
}
