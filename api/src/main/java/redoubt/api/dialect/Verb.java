package redoubt.api.dialect;

/** What can be done with resources of a type. */
public enum Verb {
    /** See many. */
    LIST,
    /** See one. */
    READ,
    /** Bring one into being. */
    CREATE,
    /** Give one new values; required ones must be there. */
    REPLACE,
    /** Give one some new values. */
    AMEND,
    /** Remove one. */
    DELETE,
    /** Do with one what a behaviour knows. */
    ACT,
    /** Give one the values it had, or have it back. */
    REVERT,
    /** Create, amend and delete many. */
    BULK,
    /** Take all of them away as a file. */
    EXPORT,
    /** Create many of them from a file. */
    IMPORT,
    /** See what happened to one. */
    HISTORY,
    /** See one as it was. */
    PAST
}
