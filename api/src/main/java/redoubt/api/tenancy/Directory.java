package redoubt.api.tenancy;

import java.time.Instant;
import java.util.List;
import reactor.core.publisher.Mono;
import redoubt.identity.RoleAssignment;
import redoubt.identity.Team;
import redoubt.identity.TeamInvitation;
import redoubt.identity.TeamMembership;
import redoubt.model.Ref;
import redoubt.model.access.Principal;
import redoubt.people.User;
import redoubt.query.Order;
import redoubt.query.Window;

/**
 * Who and what is in organizations, across all that somebody belongs to. What lies in no seat of theirs is not there. Things
 * are known by the records of {@link Shown}. Never blocks; shows what the read models show.
 */
public interface Directory {

    /** The organizations that somebody may see. */
    Mono<List<Seat>> seats(Principal by);

    /**
     * Something found.
     *
     * @param id its identifier
     * @param seat where
     */
    record Located(String id, Seat seat) {}

    /** Something by its number; nothing if it lies in none of the seats. */
    <I> Mono<Located> locate(Class<I> type, long number, List<Seat> seats);

    /** An invitation by its identifier; nothing if none of the seats may see it. */
    Mono<Located> invitation(String id, List<Seat> seats);

    /**
     * A question for some of the things of a type.
     *
     * @param seats where
     * @param by on whose behalf
     * @param where all must hold
     * @param search words, each of which must occur
     * @param order by weight
     * @param window which part
     */
    record Question(
            List<Seat> seats, Principal by, List<Term> where, List<String> search, List<Order> order, Window window) {}

    /**
     * What must hold.
     *
     * @param name of the filter, in snake_case; {@code id} for the thing itself
     * @param value an identifier, a word or a truth value
     */
    record Term(String name, Object value) {}

    /** Some of them, and how many there are. */
    record Listed<I>(long count, List<I> items) {}

    /** The answer to a question. */
    <I> Mono<Listed<I>> list(Class<I> type, Question question);

    /** One of them by its identifier; nothing if it is not there. */
    default <I> Mono<I> one(Class<I> type, List<Seat> seats, Principal by, String id) {
        Question question =
                new Question(seats, by, List.of(new Term("id", id)), List.of(), List.of(), new Window(0, 1));
        return list(type, question)
                .flatMap(listed -> Mono.justOrEmpty(listed.items().stream().findFirst()));
    }

    /** Somebody by their number, if they belong to an organization of the seats. */
    Mono<Ref<User>> person(long number, List<Seat> seats);

    /** Whoever has that address. */
    Mono<Ref<User>> at(String email);

    /** The membership of somebody in the organization of the seat. */
    Mono<Ref<RoleAssignment>> membership(Ref<User> user, Seat seat);

    /** The place of somebody in a team of the seat's organization. */
    Mono<Ref<TeamMembership>> place(Ref<User> user, Ref<Team> team, Seat seat);

    /** The address of an account; nothing if it is none any more. */
    Mono<String> address(Principal by);

    /**
     * An invitation and where it leads.
     *
     * @param ref which one
     * @param team into which team
     * @param email whom it is for
     * @param status what became of it
     * @param expiresAt until when it is good
     * @param organization the organization of that team
     * @param root its root folder
     */
    record Invited(
            Ref<TeamInvitation> ref,
            Ref<Team> team,
            String email,
            String status,
            Instant expiresAt,
            String organization,
            String root) {

        /** Whether it can be accepted at a moment. */
        boolean open(Instant now) {
            return status.equals("pending") && expiresAt.isAfter(now);
        }
    }

    /** The invitation with that identifier, wherever it is. */
    Mono<Invited> invited(String id);

    /** An invitation as whoever has its link sees it. */
    Mono<Shown.Preview> preview(Invited invited);

    /** The invitation to a team for an address, whatever became of it. */
    Mono<Invited> invited(Ref<Team> team, String email);
}
