package redoubt.infra.kafka.inbound;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.resolver.DefaultAddressResolverGroup;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;
import reactor.util.retry.Retry;

/**
 * Our own API, asked as everybody asks it. So nobody has to say twice who may do what, and what is a mistake.
 */
public final class OwnApi implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OwnApi.class);
    private static final int AT_ONCE = 64;
    private static final int CONNECT_MILLIS = 3_000;
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final byte[] NOTHING = {};

    private final ConnectionProvider connections = ConnectionProvider.create("kafka-commands", AT_ONCE);
    private final HttpClient http;

    /**
     * The API of this node.
     *
     * @param address that it listens on
     * @param port that it listens on, known once it does
     */
    public OwnApi(String address, IntSupplier port, LoopResources loops) {
        boolean any = address.equals("0.0.0.0") || address.equals("::");
        // Looked up here and now, for nobody may wait for a name on an event loop.
        InetAddress host = new InetSocketAddress(any ? "127.0.0.1" : address, 0).getAddress();
        this.http = HttpClient.create(connections)
                .remoteAddress(() -> new InetSocketAddress(host, port.getAsInt()))
                .resolver(DefaultAddressResolverGroup.INSTANCE)
                .runOn(loops)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .responseTimeout(ANSWER);
    }

    /** The answer, however long it takes until there is one. Fails if what is asked is no request. */
    Mono<Answered> ask(Asked asked) {
        return Mono.defer(() -> once(asked))
                .flatMap(answer -> answer.notNow() ? Mono.error(new NotNow(answer.pause())) : Mono.just(answer))
                .retryWhen(Retry.from(failed -> failed.concatMap(signal -> again(asked, signal.failure()))));
    }

    private static Mono<Long> again(Asked asked, Throwable failure) {
        if (failure instanceof IllegalArgumentException) {
            return Mono.error(failure);
        }
        LOG.debug("{} is asked for again: {}", asked, failure.toString());
        return Mono.delay(failure instanceof NotNow later ? later.pause : SOON);
    }

    private Mono<Answered> once(Asked asked) {
        return http.headers(headers -> asked.headers().forEach(headers::set))
                .request(HttpMethod.valueOf(asked.method()))
                .uri(asked.path())
                .send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(asked.body())))
                .responseSingle((response, content) ->
                        content.asByteArray().defaultIfEmpty(NOTHING).map(body -> answered(response, body)));
    }

    private static Answered answered(HttpClientResponse response, byte[] body) {
        Map<String, String> headers = new HashMap<>();
        response.responseHeaders()
                .forEach(each -> headers.put(each.getKey().toLowerCase(Locale.ROOT), each.getValue()));
        return new Answered(response.status().code(), headers, body);
    }

    @Override
    public void close() {
        connections.dispose();
    }

    /** This is not the time to ask. */
    private static final class NotNow extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final transient Duration pause;

        NotNow(Duration pause) {
            super("not now", null, false, false);
            this.pause = pause;
        }
    }
}
