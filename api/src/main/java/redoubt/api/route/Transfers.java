package redoubt.api.route;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Flux;
import redoubt.model.access.Principal;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;

/** How many files each user brings in or takes away at the same time. Safe for any thread. */
public final class Transfers {

    private static final int MOST = 2;
    private static final long SOON = 10;

    private final Map<String, Integer> open = new ConcurrentHashMap<>();

    /**
     * Lets one more begin.
     *
     * @throws Refused if there are as many as there may be
     */
    public void admit(Principal by) {
        if (open.getOrDefault(user(by), 0) >= MOST) {
            throw new Refused(new Failure.Limited(SOON));
        }
    }

    /** The pieces of a file; it counts while they come. */
    public <T> Flux<T> counted(Principal by, Flux<T> pieces) {
        return pieces.doOnSubscribe(_ -> open.merge(user(by), 1, Integer::sum))
                .doFinally(_ -> open.computeIfPresent(user(by), (_, count) -> count == 1 ? null : count - 1));
    }

    private static String user(Principal by) {
        return String.valueOf(by.actor().user());
    }
}
