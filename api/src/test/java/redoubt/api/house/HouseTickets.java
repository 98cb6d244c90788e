package redoubt.api.house;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.api.auth.Credentials;
import redoubt.api.auth.Tickets;
import redoubt.model.access.Principal;

/** Tickets in memory, numbered, whose time is never over. */
public final class HouseTickets implements Tickets {

    private static final Instant OVER = Instant.parse("2026-08-08T14:44:12Z");

    private final Credentials credentials;
    private final AtomicInteger numbers = new AtomicInteger();
    private final Map<String, Kept> kept = new ConcurrentHashMap<>();

    HouseTickets(Credentials credentials) {
        this.credentials = credentials;
    }

    private record Kept(
            String credential, String question, @Nullable String mark) {}

    @Override
    public Mono<Drawn> draw(String credential, String question) {
        return credentials.authenticate(credential).map(_ -> {
            String secret = "pstk_" + numbers.incrementAndGet();
            kept.put(secret, new Kept(credential, question, null));
            return new Drawn(secret, OVER);
        });
    }

    @Override
    public Mono<Held> find(String ticket, @Nullable String mark) {
        return Mono.justOrEmpty(kept.get(ticket))
                .filter(each -> each.mark() == null || each.mark().equals(mark))
                .flatMap(each -> credentials
                        .authenticate(each.credential())
                        .map(by -> new Held(ticket, mark, each.mark() == null, by, each.question())));
    }

    @Override
    public Mono<String> use(Held held) {
        return Mono.fromSupplier(() -> {
            if (!held.isNew()) {
                return Objects.requireNonNull(held.mark());
            }
            String mark = "mark" + numbers.incrementAndGet();
            Kept before = Objects.requireNonNull(kept.get(held.ticket()));
            kept.put(held.ticket(), new Kept(before.credential(), before.question(), mark));
            return mark;
        });
    }

    @Override
    public Mono<Principal> owner(String ticket) {
        return Mono.justOrEmpty(kept.get(ticket)).flatMap(each -> credentials.authenticate(each.credential()));
    }
}
