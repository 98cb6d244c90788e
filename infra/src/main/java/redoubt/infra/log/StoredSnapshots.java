package redoubt.infra.log;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventstreaming.Tag;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import redoubt.infra.eventstore.PostgresEventStore;
import redoubt.infra.eventstore.SnapshotFormat;
import redoubt.infra.eventstore.StoredSnapshot;
import redoubt.model.Catalogue;
import redoubt.model.Ref;
import redoubt.model.Snapshot;
import redoubt.model.wire.SnapshotJson;

/**
 * Snapshots beside the log, for both sides. Whoever folds past a place where one is missing has it written afterwards: of
 * few resources at a time, of each resource once at a time, and what finds no room is found missing again.
 */
final class StoredSnapshots implements redoubt.command.engine.Snapshots, redoubt.query.log.Snapshots {

    private static final Logger log = LoggerFactory.getLogger(StoredSnapshots.class);

    /** So few that it is not felt where between two snapshots somebody looks; see the decision on long histories. */
    static final int SPACING = 25;

    private static final int AT_ONCE = 2;
    private static final int BATCH = 64;

    /** Of so many resources it is kept in mind how far their histories were read last: those that many work on. */
    private static final int IN_MIND = 1_000;

    private final PostgresEventStore store;
    private final Catalogue catalogue;
    private final SnapshotJson json;
    private final int spacing;
    private final Set<Ref<?>> writing = ConcurrentHashMap.newKeySet();
    private final Cache<Tag, Snapshot<?>> inMind =
            Caffeine.newBuilder().maximumSize(IN_MIND).executor(Runnable::run).build();
    private final SnapshotFormat format = new Format();

    StoredSnapshots(PostgresEventStore store, Catalogue catalogue, SnapshotJson json, int spacing) {
        this.store = store;
        this.catalogue = catalogue;
        this.json = json;
        this.spacing = spacing;
    }

    @Override
    public int spacing() {
        return spacing;
    }

    @Override
    public void use(ProcessingContext context) {
        context.putResource(SnapshotFormat.KEY, format);
    }

    /** Under which fingerprint there are snapshots of it that are understood; null if there are none. */
    @Nullable
    String fingerprint(Ref<?> ref) {
        return json.fingerprint(ref.noun());
    }

    /** What a snapshot says; nothing if it cannot be read. */
    <R> Optional<Snapshot<R>> understood(Ref<R> ref, StoredSnapshot stored) {
        try {
            return Optional.of(read(ref, stored));
        } catch (RuntimeException unreadable) {
            log.warn("The snapshot of {} at {} is passed over", ref, stored.position(), unreadable);
            return Optional.empty();
        }
    }

    @Override
    public boolean keep(List<? extends Snapshot<?>> missing) {
        Ref<?> ref = missing.getFirst().ref();
        String fingerprint = fingerprint(ref);
        if (fingerprint == null || writing.size() >= AT_ONCE || !writing.add(ref)) {
            return false;
        }
        Flux.fromIterable(missing)
                .publishOn(Schedulers.parallel())
                .map(snapshot -> stored(snapshot, fingerprint))
                .buffer(BATCH)
                .concatMap(batch -> store.keep(tag(ref), fingerprint, batch), 0)
                .doFinally(_ -> writing.remove(ref))
                .subscribe(null, failure -> log.warn("Snapshots of {} were not kept: {}", ref, failure.getMessage()));
        return true;
    }

    @Override
    public void remember(Snapshot<?> reached) {
        if (fingerprint(reached.ref()) != null) {
            inMind.asMap()
                    .merge(
                            tag(reached.ref()),
                            reached,
                            (one, other) -> other.position() > one.position() ? other : one);
        }
    }

    private StoredSnapshot stored(Snapshot<?> snapshot, String fingerprint) {
        return new StoredSnapshot(
                tag(snapshot.ref()), fingerprint, snapshot.events(), snapshot.position(), json.write(snapshot));
    }

    private <R> Snapshot<R> read(Ref<R> ref, StoredSnapshot stored) {
        return json.read(ref, stored.events(), stored.position(), stored.json());
    }

    private static Tag tag(Ref<?> ref) {
        return Tag.of(ref.noun(), ref.id());
    }

    /** A resource's own stream has snapshots; those of who points at what, or holds which name, have none. */
    private final class Format implements SnapshotFormat {

        @Override
        public @Nullable String fingerprint(Tag stream) {
            return json.fingerprint(stream.key());
        }

        @Override
        public Object read(StoredSnapshot stored) {
            Tag stream = stored.stream();
            var shape = catalogue.resource(stream.key()).orElse(null);
            return StoredSnapshots.this.read(Objects.requireNonNull(shape).ref(stream.value()), stored);
        }

        @Override
        public @Nullable Folded atHand(Tag stream) {
            var reached = inMind.getIfPresent(stream);
            return reached == null ? null : new Folded(reached.position(), reached);
        }
    }
}
