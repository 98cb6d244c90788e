package redoubt.infra.edge;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;
import redoubt.api.http.Reply;
import redoubt.api.http.RequestId;
import redoubt.api.http.SafeHeaders;

/**
 * Says what is wrong with a request that the server gives up while it reads its head: a target or headers longer than it
 * reads, or no HTTP at all. The server answers without a word, before anybody else learns of the request.
 */
final class UnreadRequests implements NettyServerCustomizer {

    private static final String NAME = "redoubt.unreadRequests";

    private static final Set<HttpResponseStatus> GIVEN_UP = Set.of(
            HttpResponseStatus.BAD_REQUEST,
            HttpResponseStatus.REQUEST_URI_TOO_LONG,
            HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE);

    private final IntFunction<Reply> words;

    /** Asks what to say, by the status, when it is to be said: the server is set up before what stands behind it. */
    UnreadRequests(IntFunction<Reply> words) {
        this.words = words;
    }

    @Override
    public HttpServer apply(HttpServer server) {
        return server.doOnChannelInit((_, channel, _) -> {
            ChannelPipeline pipeline = channel.pipeline();
            if (pipeline.get(NettyPipeline.HttpCodec) != null) {
                pipeline.addAfter(NettyPipeline.HttpCodec, NAME, new Speaker());
            }
        });
    }

    /** The last answer on a connection. */
    static FullHttpResponse told(Reply reply) {
        FullHttpResponse told = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(reply.status()), Unpooled.wrappedBuffer(reply.body()));
        SafeHeaders.put(told.headers()::set);
        reply.headers().forEach(told.headers()::set);
        told.headers()
                .set(RequestId.HEADER, RequestId.of((String) null))
                .set(HttpHeaderNames.CONTENT_LENGTH, reply.body().length)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        return told;
    }

    private final class Speaker extends ChannelOutboundHandlerAdapter {

        @Override
        public void write(ChannelHandlerContext context, @Nullable Object message, ChannelPromise promise)
                throws Exception {
            if (message instanceof FullHttpResponse answer && wordless(answer)) {
                answer.release();
                super.write(context, told(words.apply(answer.status().code())), promise);
            } else {
                super.write(context, message, promise);
            }
        }

        /** What the rest of the house answers has a name. */
        private static boolean wordless(FullHttpResponse answer) {
            return GIVEN_UP.contains(answer.status())
                    && "0".equals(answer.headers().get(HttpHeaderNames.CONTENT_LENGTH))
                    && !answer.headers().contains(RequestId.HEADER);
        }
    }
}
