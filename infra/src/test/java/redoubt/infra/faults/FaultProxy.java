package redoubt.infra.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Passes bytes from one local port to another, as well or as badly as it is told to. What it is told holds at once, for
 * connections that are open as for new ones.
 */
public final class FaultProxy implements AutoCloseable {

    private static final Fault NONE = new Fault.None();

    private final ServerSocket entrance;
    private final int target;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private volatile Fault fault = NONE;

    private FaultProxy(ServerSocket entrance, int target) {
        this.entrance = entrance;
        this.target = target;
    }

    /** The direction of bytes: to the server, or back to the client. */
    public enum Way {
        FORTH,
        BACK
    }

    /** What happens to bytes. */
    private sealed interface Fault {
        record None() implements Fault {}

        record Delay(Duration by) implements Fault {}

        record Cut() implements Fault {}

        record Swallow(Way way) implements Fault {}

        record Truncate(Way way, AtomicLong left) implements Fault {}
    }

    /** From a port, 0 for any free one, to another, whether or not anybody listens there yet. */
    public static FaultProxy from(int port, int target) {
        try {
            var proxy = new FaultProxy(new ServerSocket(port, 50, InetAddress.getLoopbackAddress()), target);
            Thread.ofVirtual().start(proxy::accept);
            return proxy;
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
    }

    /** Where it listens. */
    public int port() {
        return entrance.getLocalPort();
    }

    /** All is well again. A connection that has lost bytes cannot be mended, and is cut. */
    public void pass() {
        fault = NONE;
        links.stream().filter(link -> link.lost).forEach(Link::close);
    }

    /** Every piece arrives this much later. */
    public void delay(Duration by) {
        fault = new Fault.Delay(by);
    }

    /** Every connection ends now, and new ones as soon as they are opened. */
    public void cut() {
        fault = new Fault.Cut();
        links.forEach(Link::close);
    }

    /** Half open: what is sent in one direction is taken and never arrives. */
    public void swallow(Way way) {
        fault = new Fault.Swallow(way);
    }

    /** After so many more bytes in one direction, in the middle of whatever it is, every connection ends. */
    public void truncate(Way way, long bytes) {
        fault = new Fault.Truncate(way, new AtomicLong(bytes));
    }

    @Override
    public void close() {
        try {
            entrance.close();
        } catch (IOException harmless) {
            // It listens no more in any case.
        }
        links.forEach(Link::close);
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                open(entrance.accept());
            } catch (IOException closed) {
                // Then there is nobody to let in.
            }
        }
    }

    private void open(Socket client) {
        var link = new Link(client, new Socket());
        links.add(link);
        Thread.ofVirtual().start(() -> {
            try {
                if (fault instanceof Fault.Cut) {
                    throw new IOException("Cut");
                }
                link.server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
                client.setTcpNoDelay(true);
                link.server.setTcpNoDelay(true);
                Thread.ofVirtual().start(() -> copy(link, link.server, client, Way.BACK));
                copy(link, client, link.server, Way.FORTH);
            } catch (IOException nobodyThere) {
                link.close();
            }
        });
    }

    private void copy(Link link, Socket from, Socket to, Way way) {
        var buffer = new byte[16 * 1024];
        try {
            for (int read = from.getInputStream().read(buffer);
                    read >= 0;
                    read = from.getInputStream().read(buffer)) {
                int passed = let(link, way, read);
                to.getOutputStream().write(buffer, 0, passed);
                if (passed < read && !link.lost) {
                    break;
                }
            }
        } catch (IOException closed) {
            // The other end hears of it below.
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        } finally {
            link.close();
        }
    }

    /** How many of these bytes may pass. */
    private int let(Link link, Way way, int bytes) throws InterruptedException {
        return switch (fault) {
            case Fault.None _ -> link.lost ? 0 : bytes;
            case Fault.Cut _ -> 0;
            case Fault.Delay(var by) -> {
                Thread.sleep(by);
                yield bytes;
            }
            case Fault.Swallow(var swallowed) -> {
                link.lost |= swallowed == way;
                yield swallowed == way ? 0 : bytes;
            }
            case Fault.Truncate(var truncated, var left) ->
                truncated == way ? Math.clamp(left.getAndAdd(-bytes), 0, bytes) : bytes;
        };
    }

    /** Two sockets that live and die together. */
    private final class Link {

        private final Socket client;
        private final Socket server;
        private volatile boolean lost;

        private Link(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        private void close() {
            links.remove(this);
            for (var socket : new Socket[] {client, server}) {
                try {
                    socket.close();
                } catch (IOException harmless) {
                    // It is of no use any more.
                }
            }
        }
    }
}
