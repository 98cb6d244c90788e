package redoubt.api.account;

/** What there is to say of a token. */
public enum TokenState {
    /** It is good. */
    GOOD("Token is valid"),
    /** It is none of ours, or was tampered with. */
    INVALID("Token is invalid"),
    /** It is one of the other sort. */
    WRONG_TYPE("Token has wrong type"),
    /** Its time is over. */
    EXPIRED("Token is expired"),
    /** It was exchanged already, or its session is over. */
    BLACKLISTED("Token is blacklisted"),
    /** Its owner may not act any more. */
    INACTIVE("No active account found for the given token.");

    private final String sentence;

    TokenState(String sentence) {
        this.sentence = sentence;
    }

    String sentence() {
        return sentence;
    }
}
