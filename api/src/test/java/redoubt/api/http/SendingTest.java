package redoubt.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

/** What becomes of those who make an answer when nobody takes it. */
class SendingTest {

    private final MockServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.get("/events"));
    private final TestPublisher<byte[]> chunks = TestPublisher.create();

    @Test
    void whoMakesChunksHearsThatTheClientLeftBeforeTheFirst() {
        exchange.getResponse().setWriteHandler(_ -> Mono.error(new ClosedChannelException()));

        StepVerifier.create(Sending.send(exchange, streamed(chunks.flux())))
                .then(() -> chunks.next(bytes("first")))
                .verifyError(ClosedChannelException.class);

        chunks.assertWasCancelled();
    }

    @Test
    void whoMakesChunksHearsThatTheClientLeftLater() {
        exchange.getResponse().setWriteHandler(body -> body.take(2).then(Mono.error(new ClosedChannelException())));

        StepVerifier.create(Sending.send(exchange, streamed(chunks.flux())))
                .then(() -> chunks.next(bytes("first"), bytes("second")))
                .verifyError(ClosedChannelException.class);

        chunks.assertWasCancelled();
    }

    @Test
    void whoMakesChunksHearsThatNobodyWaitsForTheAnswer() {
        StepVerifier.create(Sending.send(exchange, streamed(chunks.flux())))
                .thenCancel()
                .verify();

        chunks.assertWasCancelled();
    }

    @Test
    void allChunksOfAnAnswerThatIsTakenAreSent() {
        StepVerifier.create(
                        Sending.send(exchange, streamed(Flux.just(bytes("one "), bytes("after "), bytes("the other")))))
                .verifyComplete();

        assertThat(exchange.getResponse().getBodyAsString().block()).isEqualTo("one after the other");
    }

    private static Streamed streamed(Flux<byte[]> chunks) {
        return new Streamed(Map.of("Content-Type", "text/plain"), chunks);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
