package redoubt.infra.webhook;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.netty.util.AttributeKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.Connection;
import reactor.netty.channel.AbortedException;
import reactor.netty.http.Http11SslContextSpec;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.tcp.SslProvider.GenericSslContextSpec;
import redoubt.api.webhook.Delivery.ErrorKind;
import redoubt.webhook.Target;

/**
 * Makes one attempt: looks where it leads, connects to that very address and to no other, sends, and reads no more of the
 * answer than is worth keeping. Follows nothing and believes no proxy of its environment. A connection is kept for a moment, and
 * used again only by those whose name led to that address at the same look.
 */
final class Sender implements AutoCloseable {

    private static final int CONNECT_MILLIS = 5_000;
    private static final Duration HANDSHAKE = Duration.ofSeconds(5);
    static final Duration WHOLE = Duration.ofSeconds(15);
    private static final Duration LONGEST_REST = Duration.ofHours(24);
    private static final int MOST_READ = 64 * 1024;
    private static final int MOST_KEPT = 4 * 1024;
    private static final int MOST_CONNECTIONS = 2_048;
    /** Many receivers hang up after five. */
    private static final Duration IDLE = Duration.ofSeconds(4);

    private static final int STALE = 3;
    private static final AttributeKey<Boolean> USED = AttributeKey.valueOf(Sender.class, "used");
    private static final GenericSslContextSpec<SslContextBuilder> TLS =
            Http11SslContextSpec.forClient().configure(builder -> builder.protocols("TLSv1.3", "TLSv1.2"));
    private static final int SUCCESSFUL = 2;

    private final Guard guard;
    private final @Nullable Via via;
    private final Clock clock;
    private final Duration patience;
    private final ConnectionProvider connections = ConnectionProvider.builder("webhooks")
            .maxConnections(MOST_CONNECTIONS)
            .pendingAcquireMaxCount(-1)
            .maxIdleTime(IDLE)
            .maxLifeTime(Guard.MEMORY)
            .evictInBackground(IDLE)
            .disposeInactivePoolsInBackground(Guard.MEMORY, Guard.MEMORY)
            .lifo()
            .build();
    private final HttpClient plain = HttpClient.create(connections)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
            .followRedirect(false)
            .disableRetry(true);
    private final HttpClient secured = plain.secure(spec -> spec.sslContext(TLS).handshakeTimeout(HANDSHAKE));
    private final Cache<Direct, HttpClient> prepared = Caffeine.newBuilder()
            .maximumSize(MOST_CONNECTIONS)
            .expireAfterWrite(Guard.MEMORY)
            .build();

    private record Direct(HttpClient client, Pinned way) {}

    /** Sends through a proxy, or else to everybody directly. */
    Sender(Guard guard, @Nullable Via via, Clock clock) {
        this(guard, via, clock, WHOLE);
    }

    Sender(Guard guard, @Nullable Via via, Clock clock, Duration patience) {
        this.guard = guard;
        this.via = via;
        this.clock = clock;
        this.patience = patience;
    }

    /** The attempt is somebody else's by now. */
    private static final class Lapsed extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Lapsed() {
            super("The attempt took too long to begin", null, false, false);
        }
    }

    /** What came of an attempt; nothing if its lease was over before anything was sent. Never fails. */
    Mono<Sent> send(String url, Map<String, String> headers, byte[] body, Lease lease) {
        return Mono.defer(() -> {
            Instant began = clock.instant();
            long start = System.nanoTime();
            AtomicReference<@Nullable String> address = new AtomicReference<>();
            return Mono.justOrEmpty(guard.target(url))
                    .switchIfEmpty(Mono.error(Guard.Blocked::new))
                    .flatMap(target -> guard.way(target).flatMap(way -> {
                        String literal = way.address().getHostAddress();
                        address.set(literal);
                        return exchange(target, way, headers, body, lease)
                                .map(answer -> sent(answer, began, start, literal));
                    }))
                    .timeout(patience, Mono.error(TimeoutException::new))
                    .onErrorResume(thrown -> thrown instanceof Lapsed
                            ? Mono.empty()
                            : Mono.just(Sent.failed(began, since(start), kind(thrown), address.get())));
        });
    }

    @SuppressWarnings("ArrayRecordComponent") // sent once, never compared
    private record Answered(int status, HttpHeaders headers, byte[] body) {}

    private Mono<Answered> exchange(Target target, Pinned way, Map<String, String> headers, byte[] body, Lease lease) {
        HttpClient client = target.secure() ? secured : plain;
        Consumer<HttpHeaders> told = all -> {
            headers.forEach(all::set);
            all.set("host", target.name());
            all.set("content-length", body.length);
        };
        return via == null
                ? exchange(direct(client, way).headers(told), target, way.address(), body, lease, STALE)
                : guard.around(via)
                        .flatMap(there -> exchange(
                                via.through(client, there).resolver(way).headers(told),
                                target,
                                there.getAddress(),
                                body,
                                lease,
                                STALE));
    }

    /** What many requests have in common is prepared once. */
    private HttpClient direct(HttpClient client, Pinned way) {
        return prepared.get(new Direct(client, way), _ -> client.noProxy().resolver(way));
    }

    /** A connection that was used before may have ended meanwhile, which says nothing of the receiver: then another is taken. */
    private static Mono<Answered> exchange(
            HttpClient client, Target target, InetAddress peer, byte[] body, Lease lease, int more) {
        AtomicBoolean used = new AtomicBoolean();
        return client.post()
                .uri(target.url())
                .send((_, out) -> {
                    // The last moment before anything is said: to nobody else than was judged, and not too late.
                    AtomicBoolean right = new AtomicBoolean();
                    out.withConnection(connection -> {
                        right.set(leadsTo(connection, peer));
                        used.set(connection.channel().attr(USED).getAndSet(true) != null);
                    });
                    return !right.get()
                            ? Mono.error(new Guard.Blocked())
                            : lease.good() ? out.sendByteArray(Mono.just(body)) : Mono.error(new Lapsed());
                })
                .response((response, content) -> read(response, content))
                .next()
                .onErrorResume(
                        thrown -> more > 0 && (stale(thrown) || (used.get() && ended(thrown))),
                        _ -> exchange(client, target, peer, body, lease, more - 1));
    }

    /** The pool had only connections that had ended, and says so with an exception of no kind; whoever refuses one has a kind. */
    private static boolean stale(Throwable thrown) {
        return thrown.getClass() == IOException.class;
    }

    private static boolean ended(Throwable thrown) {
        return thrown instanceof IOException || AbortedException.isConnectionReset(thrown);
    }

    private static boolean leadsTo(Connection connection, InetAddress peer) {
        return connection.channel().remoteAddress() instanceof InetSocketAddress there
                && peer.equals(there.getAddress());
    }

    private static Mono<Answered> read(HttpClientResponse response, ByteBufFlux content) {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        int[] seen = {0};
        Mono<Answered> answered = Mono.fromSupplier(
                () -> new Answered(response.status().code(), response.responseHeaders(), kept.toByteArray()));
        return content.map(buffer -> keep(buffer, kept, seen))
                .takeUntil(all -> all >= MOST_READ)
                .then(answered)
                // What was answered counts, also if the rest of it never comes.
                .onErrorResume(_ -> answered);
    }

    private static int keep(ByteBuf buffer, ByteArrayOutputStream kept, int[] seen) {
        int length = Math.min(buffer.readableBytes(), MOST_KEPT - kept.size());
        if (length > 0) {
            byte[] bytes = new byte[length];
            buffer.getBytes(buffer.readerIndex(), bytes);
            kept.writeBytes(bytes);
        }
        seen[0] += buffer.readableBytes();
        return seen[0];
    }

    private Sent sent(Answered answer, Instant began, long start, String address) {
        boolean arrived = answer.status() / 100 == SUCCESSFUL;
        boolean aborted = "abort-message".equalsIgnoreCase(answer.headers().get("webhook-delivery"));
        return new Sent(
                began,
                since(start),
                answer.status(),
                arrived ? null : ErrorKind.HTTP_STATUS,
                headers(answer.headers()),
                answer.body(),
                address,
                rest(answer),
                aborted && !arrived);
    }

    private static Map<String, String> headers(HttpHeaders all) {
        Map<String, String> headers = new LinkedHashMap<>();
        int room = MOST_KEPT;
        for (Map.Entry<String, String> each : all) {
            String name = each.getKey().toLowerCase(Locale.ROOT);
            room -= name.length() + each.getValue().length();
            if (room >= 0 && !name.equals("set-cookie")) {
                headers.put(name, each.getValue().replace('\0', ' '));
            }
        }
        return headers;
    }

    private @Nullable Duration rest(Answered answer) {
        String after = answer.headers().get("retry-after");
        if (after == null || (answer.status() != 429 && answer.status() != 503)) {
            return null;
        }
        try {
            Duration rest = after.strip().matches("\\d{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(after.strip()))
                    : Duration.between(
                            clock.instant(),
                            ZonedDateTime.parse(after.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant());
            return rest.isNegative() ? null : rest.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest;
        } catch (DateTimeParseException _) {
            return null;
        }
    }

    /** Lets go of all connections. */
    @Override
    public void close() {
        connections.dispose();
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static ErrorKind kind(Throwable thrown) {
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            if (each instanceof Guard.Blocked) {
                return ErrorKind.BLOCKED_ADDRESS;
            }
            if (each instanceof Guard.Nowhere) {
                return ErrorKind.DNS_ERROR;
            }
            if (each instanceof SslHandshakeTimeoutException || each instanceof TimeoutException) {
                return ErrorKind.TIMEOUT;
            }
            if (each instanceof SSLException) {
                return ErrorKind.TLS_ERROR;
            }
        }
        return ErrorKind.CONNECT_ERROR;
    }

    /** A text as it is kept: what is no text is told from its neighbours no more. */
    static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8).replace('\0', ' ');
    }
}
