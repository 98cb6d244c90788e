package redoubt.infra.privacy;

import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Readable;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.infra.postgres.Sql;

/**
 * The keys of people. They are kept in memory, all that were needed once: some hundred bytes for each person. Safe for any
 * thread; never blocks.
 */
public final class SubjectKeys {

    private static final String COLUMNS = "id, subject, wrapped";

    private final Sql sql;
    private final MasterKey master;
    private final Map<UUID, SubjectKey> known = new ConcurrentHashMap<>();
    private final Map<UUID, UUID> bySubject = new ConcurrentHashMap<>();

    /** Keeps them there, wrapped in that key. */
    public SubjectKeys(ConnectionFactory connections, MasterKey master) {
        this.sql = new Sql(connections);
        this.master = master;
    }

    /** The key if it is at hand. */
    @Nullable
    SubjectKey known(UUID id) {
        return known.get(id);
    }

    /** The key of somebody if it is at hand. */
    @Nullable
    SubjectKey of(UUID subject) {
        UUID id = bySubject.get(subject);
        return id == null ? null : known.get(id);
    }

    /** Has the keys of people at hand, made if they have none; what was destroyed is not made again. */
    Mono<Void> make(Collection<UUID> subjects) {
        UUID[] all = subjects.toArray(UUID[]::new);
        UUID[] ids = new UUID[all.length];
        String[] wrapped = new String[all.length];
        for (int i = 0; i < all.length; i++) {
            ids[i] = UUID.randomUUID();
            wrapped[i] = HexFormat.of().formatHex(master.wrap(Aes.drawKey(), all[i]));
        }
        return sql.run(
                        "insert into subject_key (id, subject, wrapped) select n.id, n.subject, decode(n.wrapped,"
                            + " 'hex') from unnest($1::uuid[], $2::uuid[], $3::text[]) as n(id, subject, wrapped) on"
                            + " conflict (subject) do nothing",
                        statement -> statement.bind("$1", ids).bind("$2", all).bind("$3", wrapped))
                .then(Mono.defer(() -> load("subject", all)));
    }

    /** Has the keys with those identifiers at hand, as far as there are such keys. */
    Mono<Void> fetch(Collection<UUID> ids) {
        return load("id", ids.toArray(UUID[]::new));
    }

    /** Destroys the keys of people, here and in the database. What was destroyed before stays so. */
    public Mono<Void> destroy(Collection<UUID> subjects) {
        return sql.run(
                        "update subject_key set wrapped = null, destroyed_at = now()"
                                + " where subject = any ($1) and wrapped is not null",
                        statement -> statement.bind("$1", subjects.toArray(UUID[]::new)))
                .then(Mono.fromRunnable(() -> subjects.forEach(subject -> {
                    SubjectKey key = of(subject);
                    if (key != null) {
                        known.put(key.id(), new SubjectKey(key.id(), subject, null));
                    }
                })));
    }

    /** Fails with {@link MasterKeyUnusable} if the keys of this database are wrapped in another key. */
    public Mono<Void> check() {
        return sql.run(
                        "insert into master_key (fingerprint) values ($1) on conflict (id) do nothing",
                        statement -> statement.bind("$1", master.fingerprint()))
                .thenMany(sql.ask(
                        "select fingerprint from master_key",
                        statement -> statement,
                        row -> Objects.requireNonNull(row.get(0, String.class))))
                .next()
                .filter(master.fingerprint()::equals)
                .switchIfEmpty(Mono.error(() -> new MasterKeyUnusable(
                        "The personal data in this database stand under another master key. Give every node the same:"
                                + " the file master-key in the data directory of the first one, or its content as"
                                + " REDOUBT_MASTER_KEY.",
                        null)))
                .then();
    }

    private Mono<Void> load(String column, UUID[] values) {
        return sql.ask(
                        "select " + COLUMNS + " from subject_key where " + column + " = any ($1)",
                        statement -> statement.bind("$1", values),
                        this::read)
                .doOnNext(key -> {
                    // A key that was destroyed meanwhile stays destroyed, whatever was read before.
                    known.merge(key.id(), key, (old, now) -> old.secret() == null ? old : now);
                    bySubject.put(key.subject(), key.id());
                })
                .then();
    }

    private SubjectKey read(Readable row) {
        UUID subject = Objects.requireNonNull(row.get(1, UUID.class));
        byte[] wrapped = row.get(2, byte[].class);
        return new SubjectKey(
                Objects.requireNonNull(row.get(0, UUID.class)),
                subject,
                wrapped == null ? null : Aes.key(master.unwrap(wrapped, subject)));
    }
}
