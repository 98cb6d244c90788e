package redoubt.infra.edge;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;
import redoubt.api.http.Reply;
import redoubt.infra.RedoubtProperties;

/**
 * Gives up connections whose other end takes its time: to begin with another request, to send the head of one, byte by
 * byte, or to send the rest of a body that is answered already. Bodies that are read are seen to where they are read.
 */
final class SlowSenders implements NettyServerCustomizer {

    private static final String BYTES = "redoubt.slowSenders.bytes";
    private static final String MESSAGES = "redoubt.slowSenders.messages";

    private final Supplier<RedoubtProperties.Patience> patience;
    private final Supplier<Reply> tooSlow;

    /**
     * Waits no longer than that. Both are asked for when they are needed: the server is set up before what stands behind it.
     *
     * @param patience how long
     * @param tooSlow what is said
     */
    SlowSenders(Supplier<RedoubtProperties.Patience> patience, Supplier<Reply> tooSlow) {
        this.patience = patience;
        this.tooSlow = tooSlow;
    }

    @Override
    public HttpServer apply(HttpServer server) {
        RedoubtProperties.Patience waiting = patience.get();
        return server.idleTimeout(waiting.idle()).doOnChannelInit((_, channel, _) -> {
            ChannelPipeline pipeline = channel.pipeline();
            if (pipeline.get(NettyPipeline.HttpCodec) != null) {
                Watch watch = new Watch(waiting);
                pipeline.addBefore(NettyPipeline.HttpCodec, BYTES, watch.new Bytes());
                pipeline.addAfter(NettyPipeline.HttpCodec, MESSAGES, watch.new Messages());
            }
        });
    }

    /** What is awaited on one connection. Used on its event loop only. */
    private final class Watch {

        private final RedoubtProperties.Patience waiting;
        private @Nullable ScheduledFuture<?> alarm;
        private @Nullable ChannelHandlerContext messages;
        private boolean betweenRequests = true;
        private int unanswered;

        private Watch(RedoubtProperties.Patience waiting) {
            this.waiting = waiting;
        }

        private void calm() {
            if (alarm != null) {
                alarm.cancel(false);
                alarm = null;
            }
        }

        private void alarm(ChannelHandlerContext context, Duration patience) {
            if (alarm == null) {
                alarm = context.executor().schedule(() -> giveUp(context), patience.toMillis(), TimeUnit.MILLISECONDS);
            }
        }

        private void giveUp(ChannelHandlerContext context) {
            // While an answer is being given, or has been, another one would be taken for that of something else.
            var _ = messages != null && betweenRequests && unanswered == 0
                    ? messages.writeAndFlush(UnreadRequests.told(tooSlow.get()))
                            .addListener(ChannelFutureListener.CLOSE)
                    : context.close();
        }

        /** Sees that something comes. */
        private final class Bytes extends ChannelInboundHandlerAdapter {

            @Override
            public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
                if (betweenRequests) {
                    alarm(context, waiting.head());
                }
                super.channelRead(context, message);
            }

            @Override
            public void channelInactive(ChannelHandlerContext context) throws Exception {
                calm();
                super.channelInactive(context);
            }
        }

        /** Sees what it was. */
        private final class Messages extends ChannelDuplexHandler {

            @Override
            public void handlerAdded(ChannelHandlerContext context) {
                messages = context;
            }

            @Override
            public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
                if (message instanceof HttpRequest) {
                    calm();
                    betweenRequests = false;
                    unanswered++;
                }
                if (message instanceof LastHttpContent) {
                    calm();
                    betweenRequests = true;
                }
                super.channelRead(context, message);
            }

            @Override
            public void write(ChannelHandlerContext context, @Nullable Object message, ChannelPromise promise)
                    throws Exception {
                if (message instanceof LastHttpContent && !informs(message)) {
                    unanswered = Math.max(0, unanswered - 1);
                    if (!betweenRequests) {
                        alarm(context, waiting.body());
                    }
                }
                super.write(context, message, promise);
            }

            private static boolean informs(Object message) {
                return message instanceof HttpResponse response
                        && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
            }
        }
    }
}
