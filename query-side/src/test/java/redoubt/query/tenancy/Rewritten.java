package redoubt.query.tenancy;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.UnaryOperator;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** Connections that are told something else than what was said to them. */
public record Rewritten(ConnectionFactory connections, UnaryOperator<String> rewriting) implements ConnectionFactory {

    /** Without the first net: no question says any more which organization, or which of several, it is about. */
    public static Rewritten withoutFirstNet(ConnectionFactory connections) {
        return new Rewritten(connections, sql -> sql.replaceAll(
                        "\\b\\w+\\.org = any\\((\\$\\d+)::uuid\\[]\\)", "$1::uuid[] is not null")
                .replaceAll("\\b\\w+\\.org = (\\$\\d+)(::uuid)?", "$1::uuid is not null"));
    }

    @Override
    public Publisher<? extends Connection> create() {
        return Mono.from(connections.create()).map(this::rewritten);
    }

    @Override
    public ConnectionFactoryMetadata getMetadata() {
        return connections.getMetadata();
    }

    private Connection rewritten(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (_, method, arguments) -> {
                    try {
                        return method.getName().equals("createStatement")
                                ? connection.createStatement(rewriting.apply((String) arguments[0]))
                                : method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
