package redoubt.infra.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/** Opens a stream and reads of it what it is told to, and no more. Not safe for several threads. */
final class SlowListener implements AutoCloseable {

    private static final int ROOM = 4 * 1024;
    private static final int HEAD = 16;

    private final SocketChannel channel;
    private final ByteBuffer room = ByteBuffer.allocate(64 * 1024);
    private final StringBuilder head = new StringBuilder();
    private final AtomicLong read = new AtomicLong();
    private volatile boolean ended;

    private SlowListener(SocketChannel channel) {
        this.channel = channel;
    }

    /** One who asks for a path with a token and has little room for the answer. */
    static SlowListener open(URI base, String path, String authorization) {
        try {
            SocketChannel channel = SocketChannel.open();
            channel.setOption(StandardSocketOptions.SO_RCVBUF, ROOM);
            channel.connect(new InetSocketAddress(base.getHost(), base.getPort()));
            channel.write(ByteBuffer.wrap(("GET " + path + " HTTP/1.1\r\nHost: " + base.getAuthority()
                            + "\r\nAuthorization: " + authorization + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII)));
            channel.configureBlocking(false);
            return new SlowListener(channel);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Reads so many bytes at most, if there are any. */
    void read(int most) {
        room.clear().limit(Math.min(most, room.capacity()));
        try {
            int got = channel.read(room);
            ended = ended || got < 0;
            if (head.length() < HEAD) {
                head.append(StandardCharsets.US_ASCII.decode(room.flip()));
            }
            read.addAndGet(Math.max(0, got));
        } catch (IOException cut) {
            ended = true;
        }
    }

    /** How much it has read. */
    long read() {
        return read.get();
    }

    /** The status of the answer, once its first sixteen bytes were read. */
    int status() {
        return Integer.parseInt(head.substring("HTTP/1.1 ".length(), HEAD - 4));
    }

    /** Whether the server has ended it, as far as was read. */
    boolean ended() {
        return ended;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
