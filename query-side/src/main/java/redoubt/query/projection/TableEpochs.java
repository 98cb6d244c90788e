package redoubt.query.projection;

/** When tables last changed. Safe for any thread. */
public interface TableEpochs {

    /**
     * The position of the last event that changed rows of the noun's table, as far as this node knows; 0 if there was
     * none. Equal numbers mean equal rows.
     */
    long epoch(String noun);
}
