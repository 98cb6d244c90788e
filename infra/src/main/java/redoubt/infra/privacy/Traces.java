package redoubt.infra.privacy;

import java.util.Collection;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** What a part of the house keeps of people beside the log. */
public interface Traces {

    /** Erases what says who they were. Every node asks for it, and again at each start: doing it twice does no harm. */
    Mono<Void> erase(Collection<UUID> people);
}
