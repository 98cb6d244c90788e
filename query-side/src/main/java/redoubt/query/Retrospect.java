package redoubt.query;

import reactor.core.publisher.Mono;

/** Questions about what was. */
@FunctionalInterface
public interface Retrospect {

    /**
     * Answers as they would have been at a moment, for whoever sees everything in an organization: whatever somebody may not see
     * now is told as it was.
     *
     * @param moment in the past of the log
     * @return fails as {@code Unavailable} while it is being worked out
     */
    Mono<Queries> at(String organization, Moment moment);
}
