package redoubt.infra.account;

import java.util.Collection;
import java.util.UUID;

/** Takes letters away. Waits; called on threads of its own. */
interface Post {

    /** Takes a letter, or fails. */
    void take(Letter letter);

    /** Destroys what is kept of letters to those people. */
    void forget(Collection<UUID> people);
}
