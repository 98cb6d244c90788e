package redoubt.api.tenancy;

import java.util.List;
import java.util.OptionalLong;
import reactor.core.publisher.Mono;
import redoubt.api.http.Answer;
import redoubt.api.http.Reply;
import redoubt.api.route.Call;
import redoubt.api.tenancy.Directory.Located;
import redoubt.command.Delete;
import redoubt.command.Expected;
import redoubt.command.Submission;
import redoubt.command.Update;
import redoubt.command.identity.Founding;
import redoubt.grc.Folder;
import redoubt.identity.RoleAssignment;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.access.Role;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;
import redoubt.people.User;

/** Who is a member of an organization, as what; their administrators say so. */
final class Memberships {

    private static final String TITLE = "OrganizationMember";

    private final Tenancy tenancy;

    Memberships(Tenancy tenancy) {
        this.tenancy = tenancy;
    }

    /** What somebody is in an organization, in the words of the dialect. */
    enum Word {
        /** Its administrator. */
        SECURITY_TEAM(Role.ADMINISTRATOR),
        /** A reader of it. */
        MEMBER(Role.READER);

        private final Role role;

        Word(Role role) {
            this.role = role;
        }
    }

    Mono<Answer> create(Call call) {
        Form form = Form.whole(call.body());
        OptionalLong organization = form.number("organization");
        return tenancy.seats(call).flatMap(seats -> organization(organization, seats)
                .switchIfEmpty(Mono.defer(() -> {
                    Seat.demand(seats.stream().anyMatch(Seat::administers));
                    if (organization.isPresent()) {
                        form.missing("organization");
                    }
                    form.finish();
                    return Mono.error(new Refused(new Failure.Denied()));
                }))
                .flatMap(seat -> add(call, form, seat, seats)));
    }

    /** The same, of the organization that the path names. */
    Mono<Answer> add(Call call, Located organization) {
        return tenancy.seats(call).flatMap(seats -> add(call, Form.whole(call.body()), organization.seat(), seats));
    }

    private Mono<Answer> add(Call call, Form form, Seat seat, List<Seat> seats) {
        Seat.demand(seat.administers());
        OptionalLong number = form.number("user");
        Role role = form.choice("role", Word.class).orElse(Word.MEMBER).role;
        return person(number, seats)
                .switchIfEmpty(Mono.defer(() -> {
                    if (number.isPresent()) {
                        form.missing("user");
                    }
                    form.finish();
                    return Mono.empty();
                }))
                .flatMap(user -> {
                    form.finish();
                    Ref<RoleAssignment> ref = tenancy.commands().draw(RoleAssignment.class);
                    Ref<Folder> root = Ref.of(Folder.class, seat.by().root());
                    return tenancy.send(call, seat.by(), Founding.membership(ref, user, role, root))
                            .then(Mono.defer(() -> shown(call, 201, new Located(ref.id(), seat))));
                });
    }

    /** The answer to the creation that ended at a position. */
    Mono<Answer> created(Call call, long position) {
        return tenancy.made(call, RoleAssignment.class, position).flatMap(found -> shown(call, 201, found));
    }

    /** Whoever the body names leaves the organization that the path names. */
    Mono<Answer> remove(Call call, Located organization) {
        Seat seat = organization.seat();
        Seat.demand(seat.administers());
        Form form = Form.partial(call.body());
        OptionalLong number = form.number("user");
        form.finish();
        return person(number, List.of(seat))
                .flatMap(user -> tenancy.directory().membership(user, seat))
                .switchIfEmpty(Mono.error(() -> new Refused(new Failure.NotFound("Member not found"))))
                .flatMap(ref -> end(call, new Located(ref.id(), seat)));
    }

    Mono<Answer> read(Call call) {
        return target(call).flatMap(found -> shown(call, 200, found));
    }

    Mono<Answer> replace(Call call) {
        return change(call, true);
    }

    Mono<Answer> amend(Call call) {
        return change(call, false);
    }

    private Mono<Answer> change(Call call, boolean whole) {
        return target(call).flatMap(found -> {
            Seat.demand(found.seat().administers());
            Form form = Form.partial(call.body());
            Word word = form.choice("role", Word.class).orElse(whole ? Word.MEMBER : null);
            form.finish();
            Patch<RoleAssignment> patch = Patch.of(RoleAssignment.class);
            Update<RoleAssignment> update = new Update<>(
                    ref(found),
                    Submission.of(word == null ? patch : patch.set(RoleAssignment::role, word.role)),
                    Expected.ANY);
            return tenancy.send(call, found.seat().by(), update).then(Mono.defer(() -> shown(call, 200, found)));
        });
    }

    Mono<Answer> delete(Call call) {
        return target(call).flatMap(found -> end(call, found));
    }

    private Mono<Answer> end(Call call, Located found) {
        Seat.demand(found.seat().administers());
        return tenancy.send(call, found.seat().by(), new Delete<>(ref(found), Expected.ANY))
                .thenReturn(Reply.empty(204));
    }

    private Mono<Seat> organization(OptionalLong number, List<Seat> seats) {
        return number.isEmpty()
                ? Mono.empty()
                : tenancy.directory()
                        .locate(Shown.Organization.class, number.getAsLong(), seats)
                        .map(Located::seat);
    }

    private Mono<Ref<User>> person(OptionalLong number, List<Seat> seats) {
        return number.isEmpty() ? Mono.empty() : tenancy.directory().person(number.getAsLong(), seats);
    }

    private Mono<Located> target(Call call) {
        return tenancy.target(call, Shown.Membership.class, TITLE);
    }

    private Mono<Answer> shown(Call call, int status, Located found) {
        return tenancy.shown(call, status, Shown.Membership.class, found.seat(), found.id());
    }

    private static Ref<RoleAssignment> ref(Located found) {
        return Ref.of(RoleAssignment.class, found.id());
    }
}
