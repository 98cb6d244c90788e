package redoubt.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** One who listens to a stream and looks in it for the moments of events, and at nothing else. */
final class Listener {

    private static final byte[] BEFORE = "\"timestamp\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST = 32;

    private final SocketChannel channel;
    private final byte[] stamp = new byte[LONGEST];
    private int matched;
    private int length = -1;
    private long heard;
    private long bytes;

    private Listener(SocketChannel channel) {
        this.channel = channel;
    }

    static Listener open(InetSocketAddress address, Selector selector, byte[] request, boolean slow)
            throws IOException {
        var channel = SocketChannel.open();
        if (slow) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, 4 * 1024);
        }
        channel.connect(address);
        channel.write(ByteBuffer.wrap(request));
        channel.configureBlocking(false);
        var listener = new Listener(channel);
        if (!slow) {
            channel.register(selector, SelectionKey.OP_READ, listener);
        }
        return listener;
    }

    /** Reads what has arrived and fits, and tells the moments in it. */
    void read(ByteBuffer shared, Moments moments) throws IOException {
        shared.clear();
        int count = channel.read(shared);
        if (count < 0) {
            throw new IOException("The server ended a stream in the middle of a run");
        }
        bytes += count;
        shared.flip();
        while (shared.hasRemaining()) {
            take(shared.get(), moments);
        }
    }

    private void take(byte next, Moments moments) {
        if (length >= 0) {
            if (next == '"') {
                heard++;
                moments.heard(stamp, length);
                length = -1;
            } else {
                stamp[length++ % LONGEST] = next;
            }
        } else if (next == BEFORE[matched]) {
            if (++matched == BEFORE.length) {
                matched = 0;
                length = 0;
            }
        } else {
            matched = next == BEFORE[0] ? 1 : 0;
        }
    }

    /** Reads some bytes and looks at nothing; tells whether the stream goes on. */
    boolean skim(ByteBuffer few) throws IOException {
        few.clear();
        int count = channel.read(few);
        bytes += Math.max(0, count);
        return count >= 0;
    }

    long heard() {
        return heard;
    }

    long bytes() {
        return bytes;
    }

    void close() throws IOException {
        channel.close();
    }

    /** Hears of the moment of each event. */
    interface Moments {

        /** The moment is text, in so many bytes at the beginning of these. */
        void heard(byte[] text, int length);
    }
}
