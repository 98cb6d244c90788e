package redoubt.api.auth;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.model.access.Principal;

/**
 * Tickets that open one stream in the name of a credential, for browsers, whose way to follow streams cannot show one. A
 * ticket is new for a minute; whoever uses it first is given a mark, and with that mark it can be used again for half a day.
 * The same for every node, and after a restart.
 */
public interface Tickets {

    /** How long a ticket that nobody uses is good. */
    Duration NEW = Duration.ofSeconds(60);

    /** How long it can be used again. */
    Duration MARKED = Duration.ofHours(12);

    /**
     * Draws one.
     *
     * @param credential the secret as it was presented; its owner gets no ticket if it opens no door
     * @param question what its streams tell, as a query string
     */
    Mono<Drawn> draw(String credential, String question);

    /**
     * What is behind a ticket; nothing if there is no such ticket, if its time is over, if others have used it, or if the
     * credential in whose name it was drawn is good no longer.
     *
     * @param mark what the browser shows; null for nothing
     */
    Mono<Held> find(String ticket, @Nullable String mark);

    /** Uses a ticket that was found: the mark that its user shows from now on; nothing if somebody else was faster. */
    Mono<String> use(Held held);

    /** Who drew a ticket, used or not, with the rights they have at subscription; nothing if their credential is good no longer. */
    Mono<Principal> owner(String ticket);

    /**
     * A new ticket.
     *
     * @param secret to be shown once
     * @param expiresAt until when it must have been used
     */
    record Drawn(String secret, Instant expiresAt) {

        @Override
        public String toString() {
            return "Drawn[until " + expiresAt + "]";
        }
    }

    /**
     * A ticket in the hands of somebody who may use it.
     *
     * @param ticket the secret
     * @param mark what the browser showed; null for nothing
     * @param isNew whether nobody has used it yet
     * @param by who drew it
     * @param question what its streams tell, as a query string
     */
    record Held(String ticket, @Nullable String mark, boolean isNew, Principal by, String question) {

        @Override
        public String toString() {
            return "Held[" + by.actor() + "]";
        }
    }
}
