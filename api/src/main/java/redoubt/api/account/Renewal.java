package redoubt.api.account;

/** What comes of showing a refresh token. */
public sealed interface Renewal {

    /** Other tokens. */
    record Renewed(TokenPair tokens) implements Renewal {}

    /** Nothing. */
    record Refused(TokenState because) implements Renewal {}
}
