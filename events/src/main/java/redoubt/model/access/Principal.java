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
 * @param quota how much they may ask for; null for as much as everybody
 * @param held whether the grants are what the log says that they hold, so that whoever decides looks there again; else they
 *     are lent for what is asked
 */
public record Principal(
        Actor actor,
        String organization,
        String root,
        List<Grant> grants,
        Limits limits,
        @Nullable Quota quota,
        boolean held) {

    /** One to whom the grants are lent. */
    public Principal(
            Actor actor, String organization, String root, List<Grant> grants, Limits limits, @Nullable Quota quota) {
        this(actor, organization, root, grants, limits, quota, false);
    }

    /** One who may ask for as much as everybody. */
    public Principal(Actor actor, String organization, String root, List<Grant> grants, Limits limits) {
        this(actor, organization, root, grants, limits, null);
    }

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

    /** The same person in another organization: the roles they hold count where they are held. */
    public Principal in(String organization, String root) {
        return new Principal(actor, organization, root, grants, limits, quota, held);
    }

    /** The same with the roles that the log says they hold by now. */
    public Principal holding(List<Grant> now) {
        return new Principal(actor, organization, root, now, limits, quota, true);
    }

    /** The same as one who only looks: a credential that refuses every change lets them see what they could change. */
    public Principal looking() {
        return new Principal(actor, organization, root, grants, new Limits(false, limits.folder()), quota, held);
    }

    /**
     * The house itself, doing in their name what is theirs to ask for and the house's to do, such as letting them into a team
     * that they were invited to.
     */
    public Principal backed() {
        return new Principal(
                actor, organization, root, List.of(new Grant(Role.ADMINISTRATOR, root, true)), Limits.NONE, quota);
    }
}
