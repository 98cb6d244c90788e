package redoubt.infra.security;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.function.Predicate;
import redoubt.model.access.Principal;
import redoubt.people.User;

/**
 * A principal, and how long they are one.
 *
 * @param principal who
 * @param credential whether the token or session is good at a moment
 * @param user what is known of the account
 */
public record Standing(Principal principal, Predicate<Instant> credential, User user) {

    /** Whether credential and account are good now. */
    public boolean good(Clock clock) {
        return open(clock) && active(clock);
    }

    /** Whether the credential is good now, whoever has it. */
    public boolean open(Clock clock) {
        return credential.test(clock.instant());
    }

    /** Whether the account may act now. */
    public boolean active(Clock clock) {
        return user.active(LocalDate.now(clock));
    }
}
