package redoubt.query.projection;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.model.Event;
import redoubt.model.Ref;
import redoubt.query.table.Table;

/**
 * The resources whose rows stand still because one of their events could not be written: what happens to them later waits
 * behind it, and everything else goes on. The table of parked events is the truth; this is what its one writer remembers
 * of it. May be looked at by any thread.
 */
final class Parking {

    /** So many resources do not fail one by one: something else is wrong, and waiting is better than passing over. */
    private static final int MOST = 1_000;

    private final Set<Ref<?>> parked = ConcurrentHashMap.newKeySet();

    /** What is parked at the moment. */
    Mono<Void> load(Session session, Map<String, Table<?>> tables) {
        return session.ask(
                        "select distinct noun, resource from read.parked_event where not dropped",
                        row -> List.of(
                                Objects.requireNonNull(row.get(0, String.class)),
                                Objects.requireNonNull(row.get(1, String.class))))
                .collectList()
                .doOnNext(found -> {
                    parked.clear();
                    found.stream()
                            .filter(each -> tables.containsKey(each.get(0)))
                            .forEach(each -> add(Objects.requireNonNull(tables.get(each.get(0)))
                                    .shape()
                                    .ref(each.get(1))));
                })
                .then();
    }

    boolean holds(Ref<?> ref) {
        return parked.contains(ref);
    }

    boolean full() {
        return parked.size() >= MOST;
    }

    int size() {
        return parked.size();
    }

    void add(Ref<?> ref) {
        parked.add(ref);
    }

    void remove(Ref<?> ref) {
        parked.remove(ref);
    }

    /** Takes everything of a table out of the database, because it was made anew; to be forgotten once that is sure. */
    Mono<Void> clear(Session session, String noun) {
        return session.run("delete from read.parked_event where noun = '" + noun + "' and not dropped");
    }

    /** Forgets everything of a table. */
    void forget(String noun) {
        parked.removeIf(ref -> ref.noun().equals(noun));
    }

    /** The positions that somebody decided to pass over. */
    Mono<Set<Long>> dropped(Session session, String noun) {
        return session.ask(
                        "select position from read.parked_event where noun = '" + noun + "' and dropped",
                        row -> Objects.requireNonNull(row.get(0, Long.class)))
                .collect(Collectors.toSet());
    }

    /**
     * An event to set aside.
     *
     * @param type its name
     * @param failure why; null if it only waits
     */
    record Parked(
            Ref<?> ref,
            long position,
            String type,
            @Nullable String failure) {

        static Parked of(Event<?> event, @Nullable String failure) {
            return new Parked(event.ref(), event.position(), event.name(), failure);
        }
    }
}
