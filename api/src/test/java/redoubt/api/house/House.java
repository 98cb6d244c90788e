package redoubt.api.house;

import com.github.f4b6a3.uuid.UuidCreator;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import redoubt.api.ApiDoors;
import redoubt.api.auth.Credentials;
import redoubt.api.custom.TokenMint;
import redoubt.api.freshness.Writers;
import redoubt.grc.Asset;
import redoubt.grc.Control;
import redoubt.grc.Folder;
import redoubt.grc.FolderMoved;
import redoubt.grc.Risk;
import redoubt.grc.RiskAccepted;
import redoubt.grc.RiskMatrix;
import redoubt.grc.Threat;
import redoubt.identity.ApiToken;
import redoubt.identity.ApiTokenRevoked;
import redoubt.model.Catalogue;
import redoubt.model.Change;
import redoubt.model.Created;
import redoubt.model.Envelope;
import redoubt.model.Envelope.Actor;
import redoubt.model.Event;
import redoubt.model.EventName;
import redoubt.model.Fact;
import redoubt.model.Known;
import redoubt.model.Ref;
import redoubt.model.access.Grant;
import redoubt.model.access.Principal;
import redoubt.model.access.Role;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;
import redoubt.people.User;
import redoubt.query.Progress;
import redoubt.query.chain.Background;
import redoubt.query.chain.Verification;
import redoubt.query.changes.ChangeReport;

/** One organization with a root folder and a matrix, in memory. All methods are safe for several threads. */
public final class House implements Progress, Credentials {

    public static final String ORGANIZATION = "0190b6f0-0000-7000-8000-00000000000a";
    public static final String ROOT = "0190b6f0-0000-7000-8000-0000000000f0";
    public static final String MATRIX = "0190b6f0-0000-7000-8000-000000000055";
    public static final String ADMIN = "0190b6f0-2222-7aaa-8aaa-0123456789ab";
    public static final String READER = "0190b6f0-3333-7aaa-8aaa-0123456789ab";
    public static final String TOKEN = "pst_ZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXp7fH1-f4CBgoM";
    public static final String READER_TOKEN = "pst_cmVhZGVyLXJlYWRlci1yZWFkZXItcmVhZGVyLXJlYWRl";
    public static final String TOKEN_ID = "0190b6f0-1111-7aaa-8aaa-0123456789ab";

    public static final Catalogue CATALOGUE = Catalogue.of(
            Risk.class,
            Folder.class,
            RiskMatrix.class,
            Control.class,
            Asset.class,
            Threat.class,
            User.class,
            ApiToken.class,
            FolderMoved.class,
            RiskAccepted.class,
            ApiTokenRevoked.class);

    final List<Event<?>> events = new ArrayList<>();
    final Map<Ref<?>, Known<?>> known = new LinkedHashMap<>();
    final Sinks.Many<Long> news = Sinks.many().multicast().directBestEffort();
    private final Sinks.Many<Long> changes = Sinks.many().multicast().directBestEffort();
    public final Map<String, Principal> callers = new ConcurrentHashMap<>();
    public final HouseAccounts accounts = new HouseAccounts();
    public final HouseHooks hooks = new HouseHooks();
    private final HouseDirectory directory = new HouseDirectory();
    public final HouseReceipts receipts = new HouseReceipts();
    public final HouseCommands commands = new HouseCommands(this);
    public final HouseQueries queries = new HouseQueries(this);
    public final HouseTimeline timeline = new HouseTimeline(this);
    public final HouseSeals sealed = new HouseSeals();
    public final HouseFeed feed = new HouseFeed(this);
    public final HouseParked parked = new HouseParked();
    public final HouseTally tally = new HouseTally();
    public final HouseRebuilds rebuilds = new HouseRebuilds(this);
    public final HouseTickets tickets = new HouseTickets(this);
    public final HouseStreams streams = new HouseStreams();
    public final List<String> uses = new ArrayList<>();
    public final List<Fact<?>> notes = new CopyOnWriteArrayList<>();
    public final List<String> refusals = new CopyOnWriteArrayList<>();
    private volatile Instant now = Instant.parse("2026-08-08T14:43:12Z");
    private volatile long behind;
    public volatile @Nullable RuntimeException broken;

    public House() {
        callers.put(TOKEN, principal(ADMIN, TOKEN_ID, Role.ADMINISTRATOR));
        callers.put(READER_TOKEN, principal(READER, "0190b6f0-1111-7aaa-8aaa-0123456789ac", Role.READER));
        append(
                Ref.of(Folder.class, ROOT),
                new Created<>(new Folder("Global", "", null, null, Folder.ContentType.ROOT, null, null, List.of())),
                Actor.SYSTEM,
                "create_folder",
                null);
        known.put(
                Ref.of(User.class, ADMIN),
                new Known<>(
                        Ref.of(User.class, ADMIN),
                        new User("ada@example.com", "Ada", "Analyst", false, true, null, null),
                        1,
                        now,
                        now,
                        null,
                        null));
        append(
                Ref.of(RiskMatrix.class, MATRIX),
                new Created<>(HouseMatrix.matrix()),
                Actor.SYSTEM,
                "create_risk_matrix",
                null);
    }

    public static Principal principal(String user, String token, Role role) {
        return new Principal(
                new Actor(Actor.Type.USER, user, token),
                ORGANIZATION,
                ROOT,
                List.of(new Grant(role, ROOT, true)),
                Principal.Limits.NONE);
    }

    public ApiDoors doors() {
        return new ApiDoors(
                commands,
                new HouseImports(commands),
                (by, fact) -> Mono.fromRunnable(() -> notes.add(fact)),
                queries,
                new HouseViews(this),
                this,
                new Writers(this, new HouseLog(this)),
                timeline,
                (_, _) -> Mono.just(queries),
                new HouseLog(this),
                new HouseCensus(this),
                sealed,
                new HouseAudit(this),
                (by, from, to, folder) -> Mono.just(new ChangeReport(to.position() - from.position(), List.of())),
                new Background(new Verification(sealed), new HouseRuns(), clock()),
                feed,
                parked,
                rebuilds,
                this,
                tickets,
                streams,
                (by, at, ip) -> uses.add(by.actor().token()),
                refusals::add,
                (token, user) -> Mono.just(new TokenMint.Minted("pst_" + "s".repeat(43), "pst_ssssssss")),
                accounts,
                directory,
                directory,
                hooks,
                hooks,
                receipts,
                CATALOGUE,
                _ -> 1,
                tally,
                clock(),
                null,
                UncheckedIOException.class::isInstance);
    }

    @Override
    public Mono<Principal> authenticate(String token) {
        return Mono.defer(() -> {
            RuntimeException failure = broken;
            return failure != null ? Mono.error(failure) : Mono.justOrEmpty(callers.get(token));
        });
    }

    @Override
    public Flux<Long> changes() {
        return changes.asFlux();
    }

    /** Lets it be known that the callers are others now. */
    public void changed() {
        changes.tryEmitNext(head());
    }

    /** Read models stay that many events behind. */
    public void lag(long events) {
        behind = events;
        news.tryEmitNext(reached());
    }

    public void tick(Duration duration) {
        now = now.plus(duration);
    }

    public synchronized long head() {
        return events.size();
    }

    @Override
    public long reached() {
        return Math.max(0, head() - behind);
    }

    @Override
    public @Nullable Long paused(String noun) {
        return rebuilds.paused.get(noun);
    }

    @Override
    public Mono<Void> reached(long position, Duration patience) {
        return news.asFlux()
                .startWith(0L)
                .filter(_ -> reached() >= position)
                .next()
                .timeout(patience, Mono.error(() -> new Refused(new Failure.Unavailable("projection_lagging", 1))))
                .then();
    }

    @SuppressWarnings("unchecked")
    synchronized <R> Event<R> append(
            Ref<R> ref, Change<R> change, Actor actor, String command, @Nullable String correlation) {
        Known<R> before = (Known<R>) known.get(ref);
        Envelope envelope = new Envelope(
                version(ref) + 1, now, actor, ORGANIZATION, ROOT, command, correlation, null, null, "label");
        Event<R> event = new Event<>(
                events.size() + 1L,
                UuidCreator.getTimeOrderedEpoch().toString(),
                EventName.of(ref, change),
                1,
                ref,
                change,
                envelope);
        events.add(event);
        Known<R> after = Known.after(before, event);
        if (after == null) {
            known.remove(ref);
        } else {
            known.put(ref, after);
        }
        news.tryEmitNext(event.position());
        return event;
    }

    private long version(Ref<?> ref) {
        return events.stream().filter(event -> event.ref().equals(ref)).count();
    }

    @SuppressWarnings("unchecked")
    synchronized <R> @Nullable Known<R> find(Ref<R> ref) {
        return (Known<R>) known.get(ref);
    }

    synchronized List<Event<?>> events() {
        return List.copyOf(events);
    }

    Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
    }
}
