package redoubt.api.house;

import java.util.List;
import reactor.core.publisher.Mono;
import redoubt.api.tenancy.Directory;
import redoubt.api.tenancy.InviteLinks;
import redoubt.api.tenancy.Seat;
import redoubt.api.tenancy.Shown;
import redoubt.identity.RoleAssignment;
import redoubt.identity.Team;
import redoubt.identity.TeamInvitation;
import redoubt.identity.TeamMembership;
import redoubt.model.Ref;
import redoubt.model.access.Principal;
import redoubt.people.User;

/** Nobody belongs to an organization, and no link leads anywhere. */
final class HouseDirectory implements Directory, InviteLinks {

    @Override
    public Mono<List<Seat>> seats(Principal by) {
        return Mono.just(List.of());
    }

    @Override
    public <I> Mono<Located> locate(Class<I> type, long number, List<Seat> seats) {
        return Mono.empty();
    }

    @Override
    public Mono<Located> invitation(String id, List<Seat> seats) {
        return Mono.empty();
    }

    @Override
    public <I> Mono<Listed<I>> list(Class<I> type, Question question) {
        return Mono.just(new Listed<>(0, List.of()));
    }

    @Override
    public Mono<Ref<User>> person(long number, List<Seat> seats) {
        return Mono.empty();
    }

    @Override
    public Mono<Ref<User>> at(String email) {
        return Mono.empty();
    }

    @Override
    public Mono<Ref<RoleAssignment>> membership(Ref<User> user, Seat seat) {
        return Mono.empty();
    }

    @Override
    public Mono<Ref<TeamMembership>> place(Ref<User> user, Ref<Team> team, Seat seat) {
        return Mono.empty();
    }

    @Override
    public Mono<String> address(Principal by) {
        return Mono.empty();
    }

    @Override
    public Mono<Invited> invited(String id) {
        return Mono.empty();
    }

    @Override
    public Mono<Shown.Preview> preview(Invited invited) {
        return Mono.empty();
    }

    @Override
    public Mono<Invited> invited(Ref<Team> team, String email) {
        return Mono.empty();
    }

    @Override
    public Mono<Void> draw(Ref<TeamInvitation> invitation, String email) {
        return Mono.empty();
    }

    @Override
    public Mono<String> behind(String token) {
        return Mono.empty();
    }
}
