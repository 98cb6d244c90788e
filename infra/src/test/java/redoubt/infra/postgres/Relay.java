package redoubt.infra.postgres;

import java.net.InetSocketAddress;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.DisposableServer;
import reactor.netty.tcp.TcpClient;
import reactor.netty.tcp.TcpServer;

/** Passes bytes from one local port to another, so that a server can be seen to appear, and to vanish. */
record Relay(DisposableServer server) implements AutoCloseable {

    static Relay from(int port, int target) {
        return new Relay(TcpServer.create()
                .bindAddress(() -> new InetSocketAddress("127.0.0.1", port))
                .handle((in, out) -> TcpClient.create()
                        .remoteAddress(() -> new InetSocketAddress("127.0.0.1", target))
                        .connect()
                        .flatMap(there -> pass(in, out, there)))
                .bindNow());
    }

    private static Mono<Void> pass(reactor.netty.NettyInbound in, reactor.netty.NettyOutbound out, Connection there) {
        var forth = there.outbound().send(in.receive().retain()).then();
        var back = out.send(there.inbound().receive().retain()).then();
        return Mono.firstWithSignal(forth, back).doFinally(end -> there.dispose());
    }

    @Override
    public void close() {
        server.disposeNow();
    }
}
