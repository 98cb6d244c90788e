package redoubt.infra.audit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import redoubt.infra.postgres.Sql;
import redoubt.infra.privacy.Traces;

/**
 * From where events were asked for, kept beside the log so that it can be forgotten. Nobody waits for it to be kept, which
 * is tried once: what is on its way when the process breaks down is not known any more. Safe for any thread.
 */
public final class Origins implements Traces {

    private static final Logger log = LoggerFactory.getLogger(Origins.class);
    private static final int BATCH = 500;
    private static final int MOST = 50_000;

    private static final String KEEP = "insert into event_origin (position, org, actor, ip)"
            + " select generate_series(n.first, n.last), n.org, n.actor, n.ip"
            + " from unnest($1::bigint[], $2::bigint[], $3::uuid[], $4::uuid[], $5::text[])"
            + " as n(first, last, org, actor, ip)"
            + " on conflict do nothing";

    private final Sql sql;
    private final Queue<Origin> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicBoolean keeping = new AtomicBoolean();

    /** Keeps them through {@code sql}. */
    public Origins(Sql sql) {
        this.sql = sql;
    }

    /**
     * Where events came from that are one right behind the other.
     *
     * @param first the position of the first one
     * @param last that of the last one
     * @param person with whose account it is to be forgotten; null for none
     */
    record Origin(
            long first,
            long last,
            UUID organization,
            @Nullable UUID person,
            String ip) {}

    /** Keeps one, soon. */
    void note(Origin origin) {
        if (count.incrementAndGet() > MOST) {
            count.decrementAndGet();
            return;
        }
        waiting.add(origin);
    }

    /** Keeps what was noted, if that is not under way. */
    void keep() {
        if (!waiting.isEmpty() && keeping.compareAndSet(false, true)) {
            Mono.defer(() -> keep(taken()))
                    .onErrorResume(failure -> {
                        log.warn("From where events were asked for is not kept: {}", failure.toString());
                        return Mono.empty();
                    })
                    .repeat(() -> !waiting.isEmpty())
                    .doFinally(_ -> {
                        keeping.set(false);
                        keep();
                    })
                    .subscribe();
        }
    }

    private List<Origin> taken() {
        List<Origin> taken = new ArrayList<>();
        Origin next;
        while (taken.size() < BATCH && (next = waiting.poll()) != null) {
            taken.add(next);
        }
        count.addAndGet(-taken.size());
        return taken;
    }

    private Mono<Void> keep(List<Origin> origins) {
        return sql.run(KEEP, statement -> statement
                .bind("$1", origins.stream().map(Origin::first).toArray(Long[]::new))
                .bind("$2", origins.stream().map(Origin::last).toArray(Long[]::new))
                .bind("$3", origins.stream().map(Origin::organization).toArray(UUID[]::new))
                .bind("$4", people(origins))
                .bind("$5", origins.stream().map(Origin::ip).toArray(String[]::new)));
    }

    private static @Nullable UUID[] people(List<Origin> origins) {
        @Nullable UUID[] people = new UUID[origins.size()];
        for (int i = 0; i < people.length; i++) {
            people[i] = origins.get(i).person();
        }
        return people;
    }

    @Override
    public Mono<Void> erase(Collection<UUID> people) {
        return sql.run(
                "delete from event_origin where actor = any($1)",
                statement -> statement.bind("$1", people.toArray(UUID[]::new)));
    }
}
