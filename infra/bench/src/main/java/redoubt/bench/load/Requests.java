package redoubt.bench.load;

import java.nio.ByteBuffer;

/** Where the next request comes from. Asked and told by one thread only. */
@FunctionalInterface
public interface Requests {

    /** A whole request of HTTP/1.1, ready to be written; the buffer is the caller's to move in. */
    ByteBuffer next();

    /**
     * Hears of each response, for requests that follow from what was answered.
     *
     * @param response readable during the call only
     * @param microseconds from sending the request to the end of the response
     * @param inTime whether it arrived within the time of the run
     */
    default void answered(Response response, long microseconds, boolean inTime) {}

    /** The same request again and again. */
    static Requests always(byte[] request) {
        var bytes = ByteBuffer.allocateDirect(request.length).put(request).flip();
        return bytes::duplicate;
    }
}
