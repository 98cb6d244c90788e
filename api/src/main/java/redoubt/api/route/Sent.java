package redoubt.api.route;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseCookie;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import redoubt.api.http.Answer;
import redoubt.api.http.Reply;
import redoubt.api.http.Sending;

/** One of our answers as the framework wants it. */
record Sent(Answer answer) implements ServerResponse {

    @Override
    public HttpStatusCode statusCode() {
        return HttpStatusCode.valueOf(answer instanceof Reply reply ? reply.status() : 200);
    }

    @Override
    public HttpHeaders headers() {
        return new HttpHeaders();
    }

    @Override
    public MultiValueMap<String, ResponseCookie> cookies() {
        return new LinkedMultiValueMap<>();
    }

    @Override
    public Mono<Void> writeTo(ServerWebExchange exchange, Context context) {
        return Sending.send(exchange, answer);
    }
}
