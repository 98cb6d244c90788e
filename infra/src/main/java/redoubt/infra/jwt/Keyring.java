package redoubt.infra.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Readable;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.infra.postgres.Sql;
import redoubt.infra.privacy.Strongbox;

/**
 * The keys of the house. Every node knows the public halves of all that are still of use and verifies with them; it signs
 * with the newest one whose private half it can read, and makes another when that has become old or when there is none.
 * Safe for any thread.
 */
public final class Keyring {

    /** How long a key signs. */
    static final Duration TERM = Duration.ofDays(30);

    /** How long after it was made what it signed may still be good: its term, the longest life of a token, and a day. */
    static final Duration USE = TERM.plusDays(8);

    /** How long a node is content with the keys it knows. */
    private static final Duration CONTENT = Duration.ofMinutes(1);

    /** How long whoever asks for an unknown key waits with all others who do, before it is looked for once. */
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Sql sql;
    private final Strongbox box;
    private final Clock clock;
    private final Mono<Ring> afresh;
    /** With another key, unless there is one by now; whoever wants one meanwhile gets the same. */
    private final Mono<Ring> renewed;

    private final AtomicLong looks = new AtomicLong();
    private final AtomicReference<Ring> known = new AtomicReference<>(new Ring(List.of(), null, null, Instant.MIN, 0));

    /** Keys that stand in that database, and whose private halves lie in the box. */
    public Keyring(ConnectionFactory connections, Strongbox box, Clock clock) {
        this.sql = new Sql(connections);
        this.box = box;
        this.clock = clock;
        this.afresh = Mono.delay(PAUSE).then(look()).flux().share().next().switchIfEmpty(look());
        this.renewed = Mono.defer(() -> signing(known.get()).hasElement())
                .flatMap(there -> there ? look() : make().then(look()))
                .flux()
                .share()
                .next()
                .switchIfEmpty(look());
    }

    /**
     * What a node knows.
     *
     * @param published all public halves, the newest first
     * @param signing the newest key whose private half can be read
     * @param made when that one was made
     * @param looked when the database was asked
     * @param number counts how often it was
     */
    private record Ring(
            List<ECKey> published,
            @Nullable ECKey signing,
            @Nullable Instant made,
            Instant looked,
            long number) {

        boolean newerThan(Instant moment) {
            return looked.isAfter(moment);
        }

        Flux<JWK> find(@Nullable String id) {
            return Flux.fromIterable(published)
                    .filter(key -> key.getKeyID().equals(id))
                    .cast(JWK.class);
        }
    }

    private record Stored(ECKey half, @Nullable ECKey whole, Instant made) {}

    /** The key to sign with now. */
    Mono<ECKey> signing() {
        return ring(CONTENT).flatMap(ring -> signing(ring)
                .switchIfEmpty(renewed.flatMap(this::signing)
                        .switchIfEmpty(
                                Mono.error(() -> new IllegalStateException("A key that was made is not there")))));
    }

    private Mono<ECKey> signing(Ring ring) {
        boolean young = ring.made() != null && ring.made().plus(TERM).isAfter(clock.instant());
        return young ? Mono.justOrEmpty(ring.signing()) : Mono.empty();
    }

    /** The public half of that name; nothing if there is none. */
    Flux<JWK> verifying(@Nullable String id) {
        return ring(CONTENT)
                .flatMapMany(ring -> ring.find(id))
                // Another node may have made it since; but anybody can make one up.
                .switchIfEmpty(afresh.flatMapMany(ring -> ring.find(id)));
    }

    /** All public halves, as a JSON Web Key Set. */
    public Mono<byte[]> published() {
        return ring(CONTENT).map(ring -> new JWKSet(List.<JWK>copyOf(ring.published()))
                .toString(true)
                .getBytes(StandardCharsets.UTF_8));
    }

    private Mono<Ring> ring(Duration content) {
        return Mono.defer(() -> {
            Ring ring = known.get();
            return ring.newerThan(clock.instant().minus(content)) ? Mono.just(ring) : look();
        });
    }

    private Mono<Ring> look() {
        return Mono.defer(() -> {
            Instant now = clock.instant();
            long number = looks.incrementAndGet();
            return sql.ask(
                            "select public_key, private_key, created_at from signing_key where created_at > $1"
                                    + " order by created_at desc, kid",
                            statement -> statement.bind("$1", now.minus(USE)),
                            this::stored)
                    .collectList()
                    .map(stored -> {
                        Stored own = stored.stream()
                                .filter(each -> each.whole() != null)
                                .findFirst()
                                .orElse(null);
                        return new Ring(
                                stored.stream().map(Stored::half).toList(),
                                own == null ? null : own.whole(),
                                own == null ? null : own.made(),
                                now,
                                number);
                    })
                    // Whoever looked earlier and hears of it later knows less.
                    .doOnNext(ring -> known.accumulateAndGet(
                            ring, (there, fresh) -> fresh.number() < there.number() ? there : fresh));
        });
    }

    private Stored stored(Readable row) {
        try {
            ECKey half = ECKey.parse(Objects.requireNonNull(row.get(0, String.class)));
            String text = box.open(half.getKeyID(), Objects.requireNonNull(row.get(1, byte[].class)))
                    .orElse(null);
            Instant made = Objects.requireNonNull(row.get(2, Instant.class));
            return new Stored(half, text == null ? null : ECKey.parse(text), made);
        } catch (ParseException damaged) {
            throw new IllegalStateException("A signing key in the database cannot be read", damaged);
        }
    }

    private Mono<Void> make() {
        return Mono.defer(() -> {
            ECKey key = generate();
            return sql.run(
                    "insert into signing_key (kid, public_key, private_key, created_at) values ($1, $2, $3, $4)",
                    statement -> statement
                            .bind("$1", key.getKeyID())
                            .bind("$2", key.toPublicJWK().toJSONString())
                            .bind("$3", box.close(key.getKeyID(), key.toJSONString()))
                            .bind("$4", clock.instant()));
        });
    }

    private static ECKey generate() {
        try {
            return new ECKeyGenerator(Curve.P_256)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.ES256)
                    .keyIDFromThumbprint(true)
                    .generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException("Every Java platform has P-256", impossible);
        }
    }
}
