package redoubt.infra;

import java.util.function.Supplier;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import reactor.core.publisher.Mono;

/**
 * Says goodbye to clients that stay on for as long as the server does, just before the server begins to wait for the
 * requests that are under way. It would otherwise wait for them as long as it waits at all.
 */
final class Farewell extends Lasting {

    /** Says goodbye by {@code close}, which completes when everybody is gone. */
    Farewell(Supplier<Mono<Void>> close) {
        super(() -> {}, close);
    }

    @Override
    public int getPhase() {
        return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE + 1;
    }
}
