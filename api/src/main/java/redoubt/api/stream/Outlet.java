package redoubt.api.stream;

/** Where a stream flows out. Safe for any thread. */
interface Outlet {

    /** How many bytes were written but not yet accepted by the network; 0 when all were. */
    long pending();

    /**
     * Ends the connection at once. Ending the answer would not do for a client that reads nothing: its end would wait
     * behind everything that was not read.
     */
    void hangUp();
}
