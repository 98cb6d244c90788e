package redoubt.infra.tenancy;

import redoubt.command.engine.Holding;
import redoubt.infra.privacy.MasterKey;
import redoubt.model.Shape;
import redoubt.people.User;

/**
 * Addresses in a form that only who has the master key can compute. It follows from what the log keeps of an address to tell
 * accounts apart, which is still there when the address is erased.
 */
final class Addresses {

    private static final String PURPOSE = "invited address";

    private Addresses() {}

    static String digest(MasterKey master, String email) {
        return ofTag(
                master,
                Holding.of(Shape.of(User.class).field(User::email), email).value());
    }

    /** The same from the value of the tag under which the log has an address. */
    static String ofTag(MasterKey master, String value) {
        return master.digest(PURPOSE, value);
    }
}
