package redoubt.infra.webhook;

import java.net.InetAddress;
import java.util.List;
import reactor.core.publisher.Mono;

/** Which addresses a name has. */
@FunctionalInterface
public interface Names {

    /** All of them, as they are now; fails if there are none, or nobody knows. */
    Mono<List<InetAddress>> of(String host);
}
