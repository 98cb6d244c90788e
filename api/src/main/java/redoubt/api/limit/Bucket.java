package redoubt.api.limit;

import java.time.Instant;

/**
 * What is counted together: the requests of one user, or the refusals of one address, in one window.
 *
 * @param key the policy and whose it is
 * @param ends the end of the window
 */
public record Bucket(String key, Instant ends) {}
