package redoubt.query.audit;

import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Mono;
import redoubt.model.Change;
import redoubt.model.Ref;

/** How changes stand in a database, where what says who somebody is stands under a key of theirs. */
public interface Payloads {

    /** What was changed, as it is stored; empty where this program cannot read it. One for each, in order. */
    Mono<List<Optional<Change<?>>>> read(List<Stored> payloads);

    /** The same the other way. */
    Mono<List<Stored>> write(List<Told> changes);

    /**
     * A change as it is stored.
     *
     * @param event what kind of event it is
     * @param schema the version of its schema
     * @param json its payload
     */
    record Stored(String event, int schema, String json) {}

    /**
     * A change that is to be stored.
     *
     * @param ref what it is about
     * @param change what became of that
     */
    record Told(Ref<?> ref, Change<?> change) {}
}
