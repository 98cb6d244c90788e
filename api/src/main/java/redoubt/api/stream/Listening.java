package redoubt.api.stream;

import redoubt.model.access.Access;
import redoubt.model.access.Permission;
import redoubt.model.access.Principal;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;

/** Who may hear of events at all; which of them is judged for each. */
final class Listening {

    private Listening() {}

    /**
     * Does nothing for somebody who may follow events.
     *
     * @throws Refused for everybody else
     */
    static void allowed(Principal by) {
        if (!Access.allowsSomewhere(by, Permission.STREAM_EVENTS)) {
            throw new Refused(new Failure.Denied());
        }
    }

    /** By whom streams are counted. */
    static String user(Principal by) {
        String user = by.actor().user();
        return user == null ? by.organization() : user;
    }
}
