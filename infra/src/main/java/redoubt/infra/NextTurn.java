package redoubt.infra;

import java.util.concurrent.atomic.AtomicReference;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.server.HttpServerRequest;

/**
 * Answers each request in a turn of its own of the same event loop. Reactor Netty 1.3.7 stops reading a kept-alive
 * connection when a request that had to wait for the one before it is answered within the turn that hands it over; an
 * answer one turn later never meets that case.
 */
final class NextTurn implements WebFilter {

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        Object request = ServerHttpRequestDecorator.getNativeRequest(exchange.getRequest());
        if (!(request instanceof HttpServerRequest netty)) {
            return chain.filter(exchange);
        }
        AtomicReference<Mono<Void>> answer = new AtomicReference<>(chain.filter(exchange));
        netty.withConnection(connection -> answer.updateAndGet(now ->
                now.subscribeOn(Schedulers.fromExecutor(connection.channel().eventLoop()))));
        return answer.get();
    }
}
