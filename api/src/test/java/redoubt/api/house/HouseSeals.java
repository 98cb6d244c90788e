package redoubt.api.house;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.model.wire.Json;
import redoubt.query.chain.Chain;
import redoubt.query.chain.Checkpoint;
import redoubt.query.chain.Entry;
import redoubt.query.chain.PublicKeys.Published;
import redoubt.query.chain.SealedLog;
import tools.jackson.databind.node.ObjectNode;

/** A sealed log in memory, of as many events as a test wants; they say nothing but where they stand. */
public final class HouseSeals implements SealedLog {

    private final List<Entry> entries = new CopyOnWriteArrayList<>();

    /** Seals so many more. */
    public void seal(int events) {
        for (int i = 0; i < events; i++) {
            String before = entries.isEmpty() ? Chain.GENESIS : hashOfLast();
            long position = entries.size() + 1L;
            ObjectNode core = Json.MAPPER.createObjectNode().put("position", position);
            core.put("type", position % 2 == 0 ? "risk.created" : "folder.created");
            core.putObject("resource")
                    .put("type", "risk")
                    .put("id", "r" + position)
                    .put("version", 1);
            entries.add(new Entry(position, before, Chain.next(before, core), core, null, House.ORGANIZATION, false));
        }
    }

    /** What was sealed at a position is replaced by what never was. */
    public void tamper(int position) {
        Entry entry = entries.get(position - 1);
        entries.set(
                position - 1,
                new Entry(
                        position,
                        entry.previous(),
                        entry.hash(),
                        Json.MAPPER.createObjectNode().put("position", position).put("type", "risk.created"),
                        null,
                        House.ORGANIZATION,
                        false));
    }

    private String hashOfLast() {
        return String.valueOf(entries.getLast().hash());
    }

    @Override
    public Mono<Head> head() {
        return Mono.fromSupplier(() -> entries.isEmpty()
                ? new Head(0, 0, Chain.GENESIS, null)
                : new Head(entries.size(), entries.size(), hashOfLast(), Instant.EPOCH));
    }

    @Override
    public Flux<Entry> entries(long after, long until) {
        return Flux.fromIterable(entries).filter(entry -> entry.position() > after && entry.position() <= until);
    }

    @Override
    public Mono<String> hash(long position) {
        return entries(position - 1, position)
                .map(entry -> String.valueOf(entry.hash()))
                .next();
    }

    @Override
    public Flux<Checkpoint> unsealed() {
        return Flux.empty();
    }

    @Override
    public Mono<List<Checkpoint>> checkpoints(long offset, int limit) {
        return Mono.just(List.of());
    }

    @Override
    public Mono<Long> checkpointCount() {
        return Mono.just(0L);
    }

    @Override
    public Mono<List<Published>> keys() {
        return Mono.just(List.of());
    }
}
