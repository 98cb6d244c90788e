package redoubt.infra.jwt;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** Connections of which the first is given back long after it was asked, so that its answer is an old one. */
final class LateFirst implements ConnectionFactory {

    private static final Duration LATE = Duration.ofMillis(500);

    private final ConnectionFactory connections;
    private final AtomicBoolean first = new AtomicBoolean(true);

    LateFirst(ConnectionFactory connections) {
        this.connections = connections;
    }

    @Override
    public Publisher<? extends Connection> create() {
        boolean late = first.getAndSet(false);
        return Mono.<Connection>from(connections.create()).map(connection -> late ? late(connection) : connection);
    }

    private static Connection late(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                LateFirst.class.getClassLoader(), new Class<?>[] {Connection.class}, (_, method, arguments) -> {
                    try {
                        Object answer = method.invoke(connection, arguments);
                        return method.getName().equals("close")
                                ? Mono.from((Publisher<?>) answer).delaySubscription(LATE)
                                : answer;
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                });
    }

    @Override
    public ConnectionFactoryMetadata getMetadata() {
        return connections.getMetadata();
    }
}
