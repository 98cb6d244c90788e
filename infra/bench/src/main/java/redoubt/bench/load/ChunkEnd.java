package redoubt.bench.load;

import java.io.IOException;

/** What stands between the chunks of a body: the end of one, the size of the next, and behind the last an empty line. */
final class ChunkEnd {

    private static final int SIZE = 0;
    private static final int EXTENSION = 1;
    private static final int AFTER_CHUNK = 2;
    private static final int TRAILER = 3;

    private int state = SIZE;
    private long size;
    private boolean emptyLine = true;

    /** Takes one byte; true if a chunk follows, or if that was the end of the body. */
    boolean take(byte octet) throws IOException {
        return switch (state) {
            case SIZE -> takeSize(octet);
            case EXTENSION -> octet == '\n' && sizeKnown();
            case AFTER_CHUNK -> {
                if (octet == '\n') {
                    state = SIZE;
                    size = 0;
                }
                yield false;
            }
            default -> takeTrailer(octet);
        };
    }

    /** Whether the body is over. */
    boolean last() {
        return size == 0;
    }

    /** The size of the chunk that follows, in bytes. */
    long size() {
        return size;
    }

    void reset() {
        state = SIZE;
        size = 0;
        emptyLine = true;
    }

    private boolean takeSize(byte octet) throws IOException {
        if (octet == '\n') {
            return sizeKnown();
        }
        if (octet == ';') {
            state = EXTENSION;
        } else if (octet != '\r') {
            int digit = Character.digit(octet, 16);
            if (digit < 0) {
                throw new IOException("Not the size of a chunk: " + (char) octet);
            }
            size = size * 16 + digit;
        }
        return false;
    }

    private boolean sizeKnown() {
        state = size == 0 ? TRAILER : AFTER_CHUNK;
        return size != 0;
    }

    private boolean takeTrailer(byte octet) {
        if (octet == '\n') {
            if (emptyLine) {
                return true;
            }
            emptyLine = true;
        } else if (octet != '\r') {
            emptyLine = false;
        }
        return false;
    }
}
