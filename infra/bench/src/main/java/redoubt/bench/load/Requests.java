package redoubt.bench.load;

import java.nio.ByteBuffer;

/** Where the next request comes from. Asked by one thread only. */
@FunctionalInterface
public interface Requests {

    /** A whole request of HTTP/1.1, ready to be written; the buffer is the caller's to move in. */
    ByteBuffer next();

    /** The same request again and again. */
    static Requests always(byte[] request) {
        var bytes = ByteBuffer.allocateDirect(request.length).put(request).flip();
        return bytes::duplicate;
    }
}
