package redoubt.api.http;

import java.util.Map;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Puts answers on the wire: a complete one as a single buffer, a stream chunk by chunk. */
public final class Sending {

    private Sending() {}

    /** Sends the answer; a question for the head alone gets the headers that the body would have had. */
    public static Mono<Void> send(ServerWebExchange exchange, Answer answer) {
        ServerHttpResponse response = exchange.getResponse();
        return switch (answer) {
            case Reply reply -> whole(exchange, reply, response);
            case Streamed streamed -> {
                response.setStatusCode(HttpStatusCode.valueOf(200));
                put(streamed.headers(), response.getHeaders());
                yield streamed(streamed.chunks(), response);
            }
        };
    }

    /**
     * The server takes the first chunk before it looks at the connection. If the client has left by then it forgets that chunk and
     * all that were to follow, and does not say so: whoever makes them would wait for ever.
     */
    private static Mono<Void> streamed(Flux<byte[]> chunks, ServerHttpResponse response) {
        DataBufferFactory buffers = response.bufferFactory();
        return Mono.using(
                Disposables::swap,
                source -> response.writeAndFlushWith(chunks.doOnSubscribe(found -> source.update(found::cancel))
                        .map(chunk -> Mono.just(buffers.wrap(chunk)))),
                Disposable::dispose);
    }

    private static Mono<Void> whole(ServerWebExchange exchange, Reply reply, ServerHttpResponse response) {
        response.setStatusCode(HttpStatusCode.valueOf(reply.status()));
        put(reply.headers(), response.getHeaders());
        if (reply.status() != 204 && reply.status() != 304) {
            response.getHeaders().setContentLength(reply.body().length);
        }
        if (reply.body().length == 0
                || HttpMethod.HEAD.equals(exchange.getRequest().getMethod())) {
            return response.setComplete();
        }
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(reply.body())));
    }

    private static void put(Map<String, String> headers, HttpHeaders into) {
        headers.forEach(into::set);
    }
}
