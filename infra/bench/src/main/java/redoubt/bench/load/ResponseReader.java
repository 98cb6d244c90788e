package redoubt.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads the responses of one connection as their bytes arrive: the status, the first bytes of the body, and where the
 * body ends. Everything else is skipped unread, as looking at it would cost the machine that is measured.
 */
final class ResponseReader implements Response {

    private static final int HEAD_LIMIT = 16_384;
    private static final int START_LIMIT = 256;

    private final byte[] head = new byte[HEAD_LIMIT];
    private final byte[] start = new byte[START_LIMIT];
    private int headLength;
    private int startLength;
    private boolean inBody;
    private boolean chunked;
    private int status;
    private long left;
    private long bodyLength;
    private final ChunkEnd chunks = new ChunkEnd();

    /**
     * Takes what has arrived.
     *
     * @return whether the response is complete; the buffer then stands behind it
     */
    boolean take(ByteBuffer arrived) throws IOException {
        if (!inBody && !takeHead(arrived)) {
            return false;
        }
        return chunked ? takeChunks(arrived) : takeBody(arrived);
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String entityTag() {
        for (int line = lineAfter(0); line < headLength - 2; line = lineAfter(line)) {
            if (named(line, "etag:")) {
                return text(line + 5, lineAfter(line)).strip();
            }
        }
        throw new IllegalStateException("A response of status " + status + " without an entity tag");
    }

    /** The length of the body, without what belongs to its transfer. */
    long bodyLength() {
        return bodyLength;
    }

    /** The first bytes of the body, at most 256. */
    byte[] start() {
        return start;
    }

    int startLength() {
        return startLength;
    }

    /** Makes ready for the next response. */
    void next() {
        headLength = 0;
        startLength = 0;
        inBody = false;
        chunked = false;
        left = 0;
        bodyLength = 0;
        chunks.reset();
    }

    private boolean takeHead(ByteBuffer arrived) throws IOException {
        while (arrived.hasRemaining()) {
            if (headLength == HEAD_LIMIT) {
                throw new IOException("The head of a response is longer than " + HEAD_LIMIT + " bytes");
            }
            var octet = arrived.get();
            head[headLength++] = octet;
            if (octet == '\n' && headLength >= 4 && head[headLength - 3] == '\n') {
                understandHead();
                return true;
            }
        }
        return false;
    }

    private void understandHead() throws IOException {
        if (headLength < 16 || head[0] != 'H' || head[8] != ' ') {
            throw new IOException("Not a response of HTTP: " + text(0, Math.min(headLength, 80)));
        }
        status = (head[9] - '0') * 100 + (head[10] - '0') * 10 + (head[11] - '0');
        inBody = true;
        for (int line = lineAfter(0); line < headLength - 2; line = lineAfter(line)) {
            var initial = head[line] | 0x20;
            if (initial == 'c' && named(line, "content-length:")) {
                left = Long.parseLong(text(line + 15, lineAfter(line)).strip());
                bodyLength = left;
            } else if (initial == 't' && named(line, "transfer-encoding:")) {
                chunked = true;
            }
        }
    }

    private boolean takeBody(ByteBuffer arrived) {
        int now = (int) Math.min(left, arrived.remaining());
        keepStart(arrived, now);
        arrived.position(arrived.position() + now);
        left -= now;
        return left == 0;
    }

    private boolean takeChunks(ByteBuffer arrived) throws IOException {
        while (arrived.hasRemaining()) {
            if (left > 0) {
                int now = (int) Math.min(left, arrived.remaining());
                keepStart(arrived, now);
                arrived.position(arrived.position() + now);
                left -= now;
            } else if (chunks.take(arrived.get())) {
                if (chunks.last()) {
                    return true;
                }
                left = chunks.size();
                bodyLength += left;
            }
        }
        return false;
    }

    private void keepStart(ByteBuffer arrived, int now) {
        int kept = Math.min(START_LIMIT - startLength, now);
        if (kept > 0) {
            arrived.get(arrived.position(), start, startLength, kept);
            startLength += kept;
        }
    }

    private int lineAfter(int index) {
        int end = index;
        while (head[end] != '\n') {
            end++;
        }
        return end + 1;
    }

    private boolean named(int line, String lowerCase) {
        for (int i = 0; i < lowerCase.length(); i++) {
            var octet = head[line + i];
            if (octet != lowerCase.charAt(i) && (octet | 0x20) != lowerCase.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private String text(int from, int to) {
        return new String(head, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
