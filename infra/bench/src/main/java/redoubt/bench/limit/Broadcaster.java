package redoubt.bench.limit;

import io.netty.buffer.ByteBuf;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/**
 * The least that a server of streams can do: whatever is posted to it is written to everybody who listens. It has no
 * database, no rights and no past, and a listener that is slow costs memory.
 */
public final class Broadcaster implements AutoCloseable {

    private final Process process;
    private final InetSocketAddress address;

    private Broadcaster(Process process, InetSocketAddress address) {
        this.process = process;
        this.address = address;
    }

    /** Serves until its input ends; says its port first. */
    public static void main(String... arguments) throws IOException {
        var listeners = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE);
        DisposableServer server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .route(routes -> routes.get("/", (_, response) -> response.sse()
                                .sendObject(
                                        Mono.just(response.alloc().buffer(3).writeBytes(new byte[] {':', '\n', '\n'})))
                                .then()
                                .then(Mono.<Void>never())
                                .doOnSubscribe(_ ->
                                        response.withConnection(connection -> listeners.add(connection.channel()))))
                        .post("/", (request, response) -> request.receive()
                                .aggregate()
                                .doOnNext(frame -> tell(listeners, frame))
                                .then(response.status(204).send())))
                .bindNow();
        System.out.println(server.port());
        System.in.readAllBytes();
        server.disposeNow();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // Whoever has gone does not hear it.
    private static void tell(DefaultChannelGroup listeners, ByteBuf frame) {
        listeners.writeAndFlush(new DefaultHttpContent(frame.retain()));
    }

    /** One in a process of its own. */
    public static Broadcaster start() {
        try {
            var process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Broadcaster.class.getName())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            int port = Integer.parseInt(process.inputReader().readLine());
            return new Broadcaster(process, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException failed) {
            throw new UncheckedIOException("The bare broadcaster did not start", failed);
        }
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return address;
    }

    /** The number of its process. */
    public long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.destroy();
    }
}
