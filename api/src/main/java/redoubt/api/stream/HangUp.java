package redoubt.api.stream;

import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.server.ServerWebExchange;
import reactor.netty.Connection;
import reactor.netty.http.server.HttpServerRequest;

/**
 * Ends a connection whose client reads nothing any more. Ending the answer would not do: its end would wait behind
 * everything that the client did not read.
 */
record HangUp(ServerWebExchange exchange) implements Runnable {

    @Override
    public void run() {
        Object request = ServerHttpRequestDecorator.getNativeRequest(exchange.getRequest());
        if (request instanceof HttpServerRequest netty) {
            netty.withConnection(Connection::dispose);
        } else {
            throw new IllegalStateException("No server that can hang up: " + request.getClass());
        }
    }
}
