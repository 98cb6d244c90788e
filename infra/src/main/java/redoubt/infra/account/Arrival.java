package redoubt.infra.account;

import reactor.core.publisher.Mono;
import redoubt.infra.security.People.Resident;

/** What the house does for somebody who has just made an account. */
@FunctionalInterface
public interface Arrival {

    /** Does it; an account without it is an account all the same, so nothing fails. */
    Mono<Void> of(Resident newcomer);
}
