package redoubt.infra.account;

import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Mono;
import redoubt.command.Act;
import redoubt.command.Commands;
import redoubt.command.Create;
import redoubt.command.identity.Founding;
import redoubt.grc.Folder;
import redoubt.identity.RoleAssignment;
import redoubt.identity.Team;
import redoubt.identity.TeamMembership;
import redoubt.infra.RedoubtProperties.Registration;
import redoubt.infra.founding.Houses;
import redoubt.infra.security.Newcomers;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.access.Principal;
import redoubt.model.access.Role;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;
import redoubt.people.User;

/**
 * Where a new account belongs and what it may do there: it stands in the organization that the house began with, and is a
 * member of it, and of its default team, if everybody who registers is.
 */
final class Provisioning implements Newcomers {

    private final Houses houses;
    private final Commands commands;
    private final Registration registration;

    Provisioning(Houses houses, Commands commands, Registration registration) {
        this.houses = houses;
        this.commands = commands;
        this.registration = registration;
    }

    /**
     * What has to happen beside the account.
     *
     * @param in the house, acting in the organization that it belongs to
     * @param acts in order, after it was made
     */
    record Place(Principal in, List<Act<?>> acts) {}

    /** The place of an account that is about to be made. */
    Mono<Place> of(Ref<User> user) {
        return houses.system()
                .next()
                .flatMap(in -> registration == Registration.MEMBER
                        ? houses.defaultTeam(in.organization())
                                .map(team -> List.of(membership(user, in), place(user, team)))
                                .defaultIfEmpty(List.of(membership(user, in)))
                                .map(acts -> new Place(in, acts))
                        : Mono.just(new Place(in, List.of())));
    }

    private Act<?> place(Ref<User> user, Ref<Team> team) {
        return Create.given(
                commands.draw(TeamMembership.class),
                Patch.of(TeamMembership.class).set(TeamMembership::team, team).set(TeamMembership::user, user));
    }

    /** Makes an account with everything that belongs to it, or nothing, for somebody at an address. */
    Mono<Void> made(Ref<User> user, String email, Act<?> noted, String address) {
        return of(user).flatMap(place -> {
            List<Act<?>> acts = new ArrayList<>();
            acts.add(Create.given(user, Patch.of(User.class).set(User::email, email)));
            acts.add(noted);
            acts.addAll(place.acts());
            return commands.sendAll(Asked.by(place.in(), address), acts).then();
        });
    }

    /** Somebody else may have been faster; nothing else is passed over. */
    @Override
    public Mono<Void> welcome(String email) {
        Ref<User> user = commands.draw(User.class);
        return made(user, email, AddressKeeper.noted(user, email), Asked.NOWHERE)
                .onErrorResume(
                        thrown -> thrown instanceof Refused refused && refused.failure() instanceof Failure.Invalid,
                        _ -> Mono.empty());
    }

    private Act<?> membership(Ref<User> user, Principal in) {
        return Founding.membership(
                commands.draw(RoleAssignment.class), user, Role.READER, Ref.of(Folder.class, in.root()));
    }
}
