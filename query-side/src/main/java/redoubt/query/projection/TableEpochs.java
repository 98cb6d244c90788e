package redoubt.query.projection;

/** When tables last changed. Safe for any thread. */
public interface TableEpochs {

    /** Equal numbers mean equal rows of the noun's table, as far as this node knows. They have no other meaning. */
    long epoch(String noun);

    /** Equal numbers mean that all rows changed by events only, as far as this node knows. They have no other meaning. */
    long repairs();

    /** The position of the last event that changed rows of the noun's table, as far as this node knows; 0 for none. */
    long changedAt(String noun);
}
