package redoubt.command.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.command.Draft;
import redoubt.command.Rules;
import redoubt.command.Ruling;
import redoubt.command.World;
import redoubt.identity.ApiToken;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.model.access.Principal;
import redoubt.model.failure.Complaints;
import redoubt.model.failure.Failure;
import redoubt.model.wire.Moments;
import redoubt.people.User;

/** A token never opens more than the one it was made with, and nobody hoards them. Afterwards only its name changes. */
public final class TokenRules implements Rules<ApiToken, TokenRules.Seen> {

    private static final Duration SHORTEST = Duration.ofSeconds(60);

    private final int mostPerUser;
    private final @Nullable Duration longest;

    /**
     * Rules of a house.
     *
     * @param mostPerUser how many active tokens one account may have
     * @param longest how long a token may live; null for no limit
     */
    public TokenRules(int mostPerUser, @Nullable Duration longest) {
        this.mostPerUser = mostPerUser;
        this.longest = longest;
    }

    /**
     * What a token is judged by.
     *
     * @param active how many active tokens its owner has
     * @param maker the token it is made with; null if it is made without one
     */
    public record Seen(long active, @Nullable ApiToken maker) {}

    @Override
    public Class<ApiToken> of() {
        return ApiToken.class;
    }

    @Override
    public ApiToken complete(ApiToken proposed, Principal by) {
        String user = by.actor().user();
        return proposed.owner() != null || user == null
                ? proposed
                : Patch.of(ApiToken.class)
                        .set(ApiToken::owner, Ref.of(User.class, user))
                        .applyTo(proposed);
    }

    @Override
    public Mono<Seen> look(Draft<ApiToken> draft, World world) {
        if (draft.before() != null) {
            return Mono.just(new Seen(0, null));
        }
        Mono<Long> active = world.pointing(
                        Shape.of(ApiToken.class).field(ApiToken::owner),
                        draft.proposed().owner())
                .flatMapMany(Flux::fromIterable)
                .concatMap(world::find)
                .filter(token -> token.state().status(draft.now()) == ApiToken.Status.ACTIVE)
                .count();
        Mono<Optional<ApiToken>> maker = Mono.justOrEmpty(draft.by().actor().token())
                .flatMap(token -> world.find(Ref.of(ApiToken.class, token)))
                .map(token -> Optional.of(token.state()))
                .defaultIfEmpty(Optional.empty());
        return Mono.zip(active, maker, (count, token) -> new Seen(count, token.orElse(null)));
    }

    @Override
    public Ruling<ApiToken> judge(Draft<ApiToken> draft, Seen seen) {
        if (draft.former() != null) {
            return Ruling.settled(Patch.of(ApiToken.class)
                    .set(ApiToken::name, draft.proposed().name())
                    .applyTo(draft.former()));
        }
        Complaints complaints = new Complaints();
        Instant latest = longest == null ? null : Moments.cut(draft.now().plus(longest));
        Instant expiry = draft.proposed().expiresAt();
        if (expiry != null && expiry.isBefore(Moments.cut(draft.now()).plus(SHORTEST))) {
            complaints.add("expiresAt", "Must be at least 60 seconds ahead.");
        }
        if (longest != null && latest != null && expiry != null && expiry.isAfter(latest)) {
            complaints.add(
                    "expiresAt", "Tokens of this instance live no longer than " + longest.toSeconds() + " seconds.");
        }
        if (!complaints.isEmpty()) {
            return Ruling.refused(complaints.toFailure());
        }
        if (seen.active() >= mostPerUser) {
            return Ruling.refused(Failure.Conflict.of(
                    "token_limit_reached", "No more than " + mostPerUser + " active tokens per user."));
        }
        return Ruling.settled(inherit(draft.proposed(), seen.maker(), latest));
    }

    /** Limits of the maker hold for what it makes. */
    private static ApiToken inherit(ApiToken token, @Nullable ApiToken maker, @Nullable Instant latest) {
        Instant expiry = earlier(token.expiresAt(), latest);
        if (maker == null) {
            return Patch.of(ApiToken.class).set(ApiToken::expiresAt, expiry).applyTo(token);
        }
        return Patch.of(ApiToken.class)
                .set(ApiToken::expiresAt, earlier(expiry, maker.expiresAt()))
                .set(ApiToken::readOnly, token.readOnly() || maker.readOnly())
                .set(ApiToken::folder, token.folder() == null ? maker.folder() : token.folder())
                .applyTo(token);
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }
}
