package redoubt.infra.security;

import java.util.List;
import org.axonframework.messaging.eventstreaming.Tag;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.command.engine.Holding;
import redoubt.command.engine.Messages;
import redoubt.identity.EmailVerified;
import redoubt.identity.Organization;
import redoubt.identity.PasswordSet;
import redoubt.infra.eventstore.PostgresEventStore;
import redoubt.infra.security.Lasts.Last;
import redoubt.model.Envelope.Actor;
import redoubt.model.Field;
import redoubt.model.Known;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.model.Updated;
import redoubt.model.access.Grant;
import redoubt.model.access.Principal;
import redoubt.model.access.Role;
import redoubt.people.User;

/** Accounts by address or identifier, read from the log itself. */
public final class People {

    private static final Field<User, ?> EMAIL = Shape.of(User.class).field(User::email);

    private final Lasts lasts;

    /** Reads the log. */
    public People(PostgresEventStore store, Messages messages) {
        this.lasts = new Lasts(store, messages);
    }

    /**
     * An account and where it belongs.
     *
     * @param account the account
     * @param organization its organization
     * @param root the root folder of that
     */
    public record Resident(Known<User> account, String organization, String root) {

        /**
         * The house itself, doing in somebody's name what is theirs to ask for and the house's to do, such as noting that
         * they signed in.
         *
         * @param session in which they ask; null for none
         */
        public Principal acting(@Nullable String session) {
            return new Principal(
                    new Actor(Actor.Type.USER, account.ref().id(), session),
                    organization,
                    root,
                    List.of(new Grant(Role.ADMINISTRATOR, root, true)),
                    Principal.Limits.NONE);
        }
    }

    /** The account with that address, in any letter case; nothing if there is none. */
    public Mono<Resident> at(String email) {
        return lasts.tagged(Holding.of(EMAIL, email))
                .map(event -> event.ref().id())
                .distinct()
                .concatMap(id -> lasts.of(Ref.of(User.class, id)))
                .filter(last -> last.known().state().email().equalsIgnoreCase(email))
                .next()
                .flatMap(this::resident);
    }

    /** The account; nothing if there is none. */
    public Mono<Resident> of(Ref<User> user) {
        return lasts.of(user).flatMap(this::resident);
    }

    /**
     * Whether nobody can have taken an address that is not theirs: it was verified, or whoever made the account was
     * somebody else.
     */
    @SuppressWarnings("unchecked")
    public Mono<Boolean> proven(Resident resident) {
        Ref<User> user = resident.account().ref();
        return lasts.tagged(Tag.of(user.noun(), user.id())).reduce(true, (proven, event) -> switch (event.change()) {
            case PasswordSet(PasswordSet.Occasion occasion) ->
                switch (occasion) {
                    case REGISTERED -> false;
                    case RESET -> true;
                    case CHANGED -> proven;
                };
            case EmailVerified _ -> true;
            case Updated<?> updated -> proven && !((Patch<User>) updated.patch()).has(EMAIL);
            default -> proven;
        });
    }

    private Mono<Resident> resident(Last<User> last) {
        return lasts.of(Ref.of(Organization.class, last.organization()))
                .map(house -> new Resident(
                        last.known(),
                        house.known().ref().id(),
                        house.known().state().rootFolder().id()));
    }
}
