package redoubt.infra.security;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.command.engine.Messages;
import redoubt.identity.ApiToken;
import redoubt.identity.Organization;
import redoubt.identity.RoleAssignment;
import redoubt.identity.Session;
import redoubt.identity.TeamMembership;
import redoubt.infra.eventstore.PostgresEventStore;
import redoubt.model.Envelope.Actor;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.model.access.Grant;
import redoubt.model.access.Principal;
import redoubt.people.User;

/** Who a credential speaks for and what they may do, read from the log itself, so that it is never out of date. */
final class Principals {

    private final Lasts lasts;

    Principals(PostgresEventStore store, Messages messages) {
        this.lasts = new Lasts(store, messages);
    }

    /** The standing behind a token; nothing if the token or its owner is not on record. */
    Mono<Standing> of(Ref<ApiToken> token) {
        return lasts.of(token).flatMap(last -> {
            ApiToken credential = last.known().state();
            Ref<?> folder = credential.folder();
            Principal.Limits limits = new Principal.Limits(credential.readOnly(), folder == null ? null : folder.id());
            return standing(credential.owner(), token, limits, now -> credential.status(now) == ApiToken.Status.ACTIVE);
        });
    }

    /** The standing behind a session; nothing if the session or its owner is not on record. */
    Mono<Standing> in(Ref<Session> session) {
        return lasts.of(session).flatMap(last -> {
            Session known = last.known().state();
            return standing(known.user(), session, Principal.Limits.NONE, _ -> known.open());
        });
    }

    /** The standing of an account that another issuer vouches for until then; nothing if it is not on record. */
    Mono<Standing> vouched(Ref<User> user, Instant until) {
        return standing(user, null, Principal.Limits.NONE, until::isAfter);
    }

    /** The standing behind what stayed of a credential; nothing if that or its owner is not on record. */
    Mono<Standing> bound(Bond bond) {
        return switch (bond.kind()) {
            case TOKEN -> of(Ref.of(ApiToken.class, Objects.requireNonNull(bond.credential())));
            case SESSION -> in(Ref.of(Session.class, Objects.requireNonNull(bond.credential())));
            case ISSUER -> vouched(Ref.of(User.class, bond.user()), Objects.requireNonNull(bond.until()));
        };
    }

    private Mono<Standing> standing(
            Ref<User> user, @Nullable Ref<?> credential, Principal.Limits limits, Predicate<Instant> good) {
        return lasts.of(user).flatMap(owner -> lasts.of(Ref.of(Organization.class, owner.organization()))
                .flatMap(house -> grants(user).map(grants -> {
                    Principal principal = new Principal(
                            new Actor(Actor.Type.USER, user.id(), credential == null ? null : credential.id()),
                            house.known().ref().id(),
                            house.known().state().rootFolder().id(),
                            grants,
                            limits,
                            owner.known().state().rateLimitOverride(),
                            true);
                    return new Standing(principal, good, owner.known().state());
                })));
    }

    /** In all organizations and teams: where a role does not count, it does no harm. */
    private Mono<List<Grant>> grants(Ref<User> user) {
        Flux<Grant> onFolders = lasts.pointing(Shape.of(RoleAssignment.class).field(RoleAssignment::user), user)
                .flatMapIterable(assignment -> assignment.folders().stream()
                        .map(folder -> new Grant(assignment.role(), folder.id(), assignment.isRecursive()))
                        .toList());
        Flux<Grant> onTeams = lasts.pointing(Shape.of(TeamMembership.class).field(TeamMembership::user), user)
                .map(place -> new Grant(place.role().role(), place.team().id(), true));
        return onFolders.concatWith(onTeams).collectList();
    }
}
