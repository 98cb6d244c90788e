package redoubt.bench.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One connection of a closed loop: it sends a request, reads the response, and only then sends the next. */
final class Connection {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SocketChannel channel;
    private final SelectionKey key;
    private final Requests requests;
    private final ResponseReader reader = new ResponseReader();
    private ByteBuffer request = NOTHING;
    private long sentAt;

    private Connection(SocketChannel channel, SelectionKey key, Requests requests) {
        this.channel = channel;
        this.key = key;
        this.requests = requests;
    }

    static Connection open(InetSocketAddress address, Selector selector, Requests requests) throws IOException {
        var channel = SocketChannel.open(address);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        var key = channel.register(selector, SelectionKey.OP_READ);
        var connection = new Connection(channel, key, requests);
        key.attach(connection);
        return connection;
    }

    void send() throws IOException {
        request = requests.next();
        sentAt = System.nanoTime();
        write();
    }

    /** Goes on writing what the socket did not take at once. */
    void write() throws IOException {
        channel.write(request);
        int interest = request.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
        if (key.interestOps() != interest) {
            key.interestOps(interest);
        }
    }

    /** Reads what has arrived; true if that completed the response. */
    boolean read(ByteBuffer shared) throws IOException {
        while (true) {
            shared.clear();
            int count = channel.read(shared);
            if (count < 0) {
                throw new EOFException("The server closed a connection in the middle of a run");
            }
            if (count == 0) {
                return false;
            }
            if (reader.take(shared.flip())) {
                if (shared.hasRemaining()) {
                    throw new IOException("More arrived than the response that was asked for");
                }
                return true;
            }
        }
    }

    /** The response that is complete. */
    ResponseReader response() {
        return reader;
    }

    /** Who knows what is asked on it. */
    Requests requests() {
        return requests;
    }

    /** When its request was sent, by {@link System#nanoTime()}. */
    long sentAt() {
        return sentAt;
    }

    void close() throws IOException {
        channel.close();
    }
}
