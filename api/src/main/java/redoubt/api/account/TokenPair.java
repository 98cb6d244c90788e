package redoubt.api.account;

import java.time.Instant;

/**
 * What somebody has who is signed in.
 *
 * @param access opens every door for a short while
 * @param accessExpiration until when
 * @param refresh is exchanged for another pair, once
 * @param refreshExpiration until when
 */
public record TokenPair(String access, Instant accessExpiration, String refresh, Instant refreshExpiration) {}
