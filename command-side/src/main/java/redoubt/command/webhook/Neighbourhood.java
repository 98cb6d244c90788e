package redoubt.command.webhook;

import java.util.Optional;
import reactor.core.publisher.Mono;

/** What the rules of endpoints must know of the world outside the log. */
public interface Neighbourhood {

    /** Whether there is an event of that name, or a family of them, that endpoints can be told of. */
    boolean knows(String eventType);

    /** What is wrong with an address; empty if something may be sent there. */
    Mono<Optional<String>> complaint(String url);

    /** How many endpoints an organization has, more or less. */
    Mono<Long> count(String organization);
}
