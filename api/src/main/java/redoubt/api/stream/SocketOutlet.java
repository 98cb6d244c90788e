package redoubt.api.stream;

import io.netty.channel.Channel;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.server.ServerWebExchange;
import reactor.netty.http.server.HttpServerRequest;

/**
 * The connection of a request. The server asks for more in portions that say nothing about what was really written, so
 * the connection itself is asked.
 */
record SocketOutlet(Channel channel) implements Outlet {

    /** The connection that an exchange has with our server. */
    static SocketOutlet of(ServerWebExchange exchange) {
        Object request = ServerHttpRequestDecorator.getNativeRequest(exchange.getRequest());
        if (!(request instanceof HttpServerRequest ours)) {
            throw new IllegalStateException("No connection to ask: " + request.getClass());
        }
        AtomicReference<Channel> channel = new AtomicReference<>();
        ours.withConnection(connection -> channel.set(connection.channel()));
        return new SocketOutlet(channel.get());
    }

    @Override
    public long pending() {
        return channel.isWritable()
                ? Math.max(0, channel.config().getWriteBufferHighWaterMark() - channel.bytesBeforeUnwritable())
                : channel.config().getWriteBufferLowWaterMark() + channel.bytesBeforeWritable();
    }

    @Override
    public void hangUp() {
        // Whether it closes well or badly, nobody is left to be told.
        var unused = channel.close();
    }
}
