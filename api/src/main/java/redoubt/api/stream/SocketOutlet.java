package redoubt.api.stream;

import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollChannelOption;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.server.ServerWebExchange;
import reactor.netty.http.server.HttpServerRequest;

/**
 * The connection of a request. The server asks for more in portions that say nothing about what was really written, so
 * the connection itself is asked.
 */
record SocketOutlet(Channel channel) implements Outlet {

    /**
     * What the kernel may keep of a stream beyond what is on its way, in bytes. It would keep megabytes for each of many who read
     * slowly, and all of that would be read from the log for them at once, while others wait.
     */
    private static final long UNSENT = 16 * 1024;

    /** What it may keep altogether where it cannot tell these apart. */
    private static final int KEPT = 64 * 1024;

    /** The connection that an exchange has with our server. */
    static SocketOutlet of(ServerWebExchange exchange) {
        Object request = ServerHttpRequestDecorator.getNativeRequest(exchange.getRequest());
        if (!(request instanceof HttpServerRequest ours)) {
            throw new IllegalStateException("No connection to ask: " + request.getClass());
        }
        AtomicReference<Channel> channel = new AtomicReference<>();
        ours.withConnection(connection -> channel.set(connection.channel()));
        keepLittle(channel.get());
        return new SocketOutlet(channel.get());
    }

    private static void keepLittle(Channel channel) {
        try {
            if (!channel.config().setOption(EpollChannelOption.TCP_NOTSENT_LOWAT, UNSENT)) {
                channel.config().setOption(ChannelOption.SO_SNDBUF, KEPT);
            }
        } catch (ChannelException _) {
            // A client that has left already keeps nothing at all, and whoever writes to it hears of that.
        }
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
