package redoubt.infra.security;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.axonframework.messaging.eventstreaming.Tag;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.command.engine.Messages;
import redoubt.identity.ApiToken;
import redoubt.identity.Organization;
import redoubt.identity.RoleAssignment;
import redoubt.people.User;
import redoubt.infra.eventstore.PostgresEventStore;
import redoubt.infra.eventstore.Reading;
import redoubt.model.Envelope.Actor;
import redoubt.model.Event;
import redoubt.model.Known;
import redoubt.model.Ref;
import redoubt.model.access.Grant;
import redoubt.model.access.Principal;

/** Who a token speaks for and what they may do, read from the log itself, so that it is never out of date. */
final class Principals {

    private final PostgresEventStore store;
    private final Messages messages;

    Principals(PostgresEventStore store, Messages messages) {
        this.store = store;
        this.messages = messages;
    }

    /**
     * A principal, and how long they are one.
     *
     * @param principal who
     * @param token what is known of the token
     * @param user what is known of the account
     */
    record Standing(Principal principal, ApiToken token, User user) {

        /** Whether token and account are good at that moment. */
        boolean good(Clock clock) {
            Instant now = clock.instant();
            return token.status(now) == ApiToken.Status.ACTIVE && user.active(LocalDate.now(clock));
        }
    }

    /** The standing behind a token; nothing if the token or its owner is not on record. */
    Mono<Standing> of(Ref<ApiToken> token) {
        return last(token).flatMap(known -> last(known.known().state().owner())
                .flatMap(owner -> last(Ref.of(Organization.class, owner.organization()))
                        .flatMap(house -> grants(owner.known().ref())
                                .map(grants -> standing(known, owner, house.known(), grants)))));
    }

    private static Standing standing(
            Last<ApiToken> token, Last<User> owner, Known<Organization> house, List<Grant> grants) {
        ApiToken credential = token.known().state();
        Actor actor = new Actor(
                Actor.Type.USER, owner.known().ref().id(), token.known().ref().id());
        Ref<?> folder = credential.folder();
        Principal principal = new Principal(
                actor,
                house.ref().id(),
                house.state().rootFolder().id(),
                grants,
                new Principal.Limits(credential.readOnly(), folder == null ? null : folder.id()));
        return new Standing(principal, credential, owner.known().state());
    }

    private Mono<List<Grant>> grants(Ref<User> user) {
        return read(Tag.of("role_assignment.user", user.id()))
                .map(event -> Ref.of(RoleAssignment.class, event.ref().id()))
                .distinct()
                .concatMap(this::last)
                .filter(assignment -> assignment.known().state().user().equals(user))
                .flatMapIterable(assignment -> {
                    RoleAssignment held = assignment.known().state();
                    return held.folders().stream()
                            .map(folder -> new Grant(held.role(), folder.id(), held.isRecursive()))
                            .toList();
                })
                .collectList();
    }

    /** What is known of a resource, and the organization its last event belongs to. */
    private record Last<R>(Known<R> known, String organization) {}

    @SuppressWarnings("unchecked")
    private <R> Mono<Last<R>> last(Ref<R> ref) {
        return read(Tag.of(ref.noun(), ref.id())).collectList().flatMap(events -> {
            @Nullable Known<R> known = null;
            for (Event<?> event : events) {
                known = Known.after(known, (Event<R>) event);
            }
            return known == null
                    ? Mono.empty()
                    : Mono.just(new Last<>(known, events.getLast().envelope().organization()));
        });
    }

    private Flux<Event<?>> read(Tag tag) {
        return store.read(Reading.all().tagged(tag)).map(logged -> messages.read(logged.message(), logged.position()));
    }
}
