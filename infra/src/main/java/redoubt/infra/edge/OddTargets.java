package redoubt.infra.edge;

import java.util.function.Supplier;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import redoubt.api.http.Reply;
import redoubt.api.http.RequestId;
import redoubt.api.http.SafeHeaders;

/**
 * Says what is wrong with a request whose target is no URI, such as one with a bare percent sign. The framework answers
 * 400 without a word, before any filter is asked.
 */
final class OddTargets implements NettyServerCustomizer {

    private final Supplier<Reply> malformed;

    /** Asks what to say when it is to be said: the server is set up before what stands behind it. */
    OddTargets(Supplier<Reply> malformed) {
        this.malformed = malformed;
    }

    @Override
    public HttpServer apply(HttpServer server) {
        return server.mapHandle((answer, connection) ->
                connection instanceof HttpServerRequest request && connection instanceof HttpServerResponse response
                        ? answer.then(Mono.defer(() -> wordless(response) ? tell(request, response) : Mono.empty()))
                        : answer);
    }

    private static boolean wordless(HttpServerResponse response) {
        return !response.hasSentHeaders() && response.status().code() == 400;
    }

    private Mono<Void> tell(HttpServerRequest request, HttpServerResponse response) {
        Reply told = malformed.get();
        SafeHeaders.put(response::header);
        told.headers().forEach(response::header);
        return response.header(
                        RequestId.HEADER, RequestId.of(request.requestHeaders().get(RequestId.HEADER)))
                .header("Content-Length", String.valueOf(told.body().length))
                .sendByteArray(Mono.just(told.body()))
                .then();
    }
}
