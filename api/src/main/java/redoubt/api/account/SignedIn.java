package redoubt.api.account;

/**
 * Somebody who has just signed in.
 *
 * @param person who
 * @param tokens with what
 */
public record SignedIn(Person person, TokenPair tokens) {}
