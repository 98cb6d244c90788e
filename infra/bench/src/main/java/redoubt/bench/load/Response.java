package redoubt.bench.load;

/** What can be asked of a response that has arrived. */
public interface Response {

    /** The status code. */
    int status();

    /**
     * The entity tag with its quotes.
     *
     * @throws IllegalStateException if the response has none
     */
    String entityTag();
}
