package redoubt.api.tenancy;

import java.util.Locale;
import java.util.OptionalLong;
import reactor.core.publisher.Mono;
import redoubt.api.http.Answer;
import redoubt.api.http.Reply;
import redoubt.api.route.Call;
import redoubt.api.tenancy.Directory.Located;
import redoubt.command.Delete;
import redoubt.command.Expected;
import redoubt.command.Perform;
import redoubt.command.Submission;
import redoubt.command.Update;
import redoubt.command.identity.Admission;
import redoubt.command.identity.Joining;
import redoubt.identity.RoleAssignment;
import redoubt.identity.Team;
import redoubt.identity.TeamInvitation;
import redoubt.identity.TeamMembership;
import redoubt.identity.TeamRole;
import redoubt.model.Created;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.access.Permission;
import redoubt.model.access.Principal;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;
import redoubt.people.User;

/** Who comes into a team, as what, and who goes. */
final class TeamPeople {

    private static final Permission ADD = Permission.add("team_membership");

    private final Tenancy tenancy;
    private final Teams teams;
    private final Invitations invitations;

    TeamPeople(Tenancy tenancy, Teams teams, Invitations invitations) {
        this.tenancy = tenancy;
        this.teams = teams;
        this.invitations = invitations;
    }

    /** Somebody who is known in an organization of the caller comes in. */
    Mono<Answer> add(Call call) {
        return teams.target(call).flatMap(team -> {
            Seat.demand(team.seat().allows(ADD, Teams.ref(team)));
            Form form = Form.partial(call.body());
            if (!form.says("userId")) {
                return Mono.just(Tenancy.error(400, "user_id is required. For new users, use invite_member."));
            }
            OptionalLong number = form.number("userId");
            TeamRole role = form.choice("role", TeamRole.class).orElse(TeamRole.MEMBER);
            form.finish();
            return tenancy.seats(call)
                    .flatMap(seats -> tenancy.directory().person(number.orElseThrow(), seats))
                    .flatMap(user -> admit(call, team, user, role))
                    .<Answer>map(member -> Reply.json(200, out -> Tenancy.write(member, out)))
                    .switchIfEmpty(Mono.fromSupplier(
                            () -> Tenancy.error(404, "User not found. Use invite_member for non-existent users.")));
        });
    }

    /** Whoever has an address comes in, or is invited to. */
    Mono<Answer> invite(Call call) {
        return teams.target(call).flatMap(team -> {
            Seat.demand(team.seat().allows(ADD, Teams.ref(team)));
            Form form = Form.partial(call.body());
            if (!form.says("email")) {
                return Mono.just(Tenancy.error(400, "email is required"));
            }
            String email = form.address("email").orElse("").toLowerCase(Locale.ROOT);
            TeamRole role = form.choice("role", TeamRole.class).orElse(TeamRole.MEMBER);
            form.finish();
            return tenancy.directory()
                    .at(email)
                    .flatMap(user -> admit(call, team, user, role))
                    .<Answer>map(member -> told("added", "membership", member, 200))
                    .switchIfEmpty(Mono.defer(() -> invitations
                            .invite(call, team, email, role)
                            .map(sent -> invited(sent.invitation(), sent.anew()))));
        });
    }

    private static Reply invited(Shown.Invitation invitation, boolean anew) {
        return Invitations.withheld(told("invited", "invitation", invitation, anew ? 201 : 200));
    }

    /** The answer to what was done by asking somebody in, and ended at a position; without the link of an invitation. */
    Mono<Answer> invited(Call call, long position) {
        return tenancy.done(position, TeamInvitation.class, TeamMembership.class)
                .flatMap(event -> event.ref().type() == TeamInvitation.class
                        ? invitations.made(call, position).map(sent -> invited(
                                        sent, event.change() instanceof Created<?>)
                                .forKeeping())
                        : placed(call, position).map(member -> told("added", "membership", member, 200)));
    }

    /** The answer to a change of somebody's place that ended at a position. */
    Mono<Answer> changed(Call call, long position) {
        return placed(call, position).map(member -> Reply.json(200, out -> Tenancy.write(member, out)));
    }

    /** The answer to coming in, which ended at a position. */
    Mono<Answer> joined(Call call, long position) {
        return placed(call, position).map(member -> joined(true, member));
    }

    private Mono<Shown.TeamMember> placed(Call call, long position) {
        return tenancy.made(call, TeamMembership.class, position)
                .flatMap(place -> tenancy.item(call, Shown.TeamMember.class, place.seat(), place.id()));
    }

    Mono<Answer> remove(Call call) {
        return teams.target(call).flatMap(team -> {
            Seat.demand(team.seat().allows(Permission.delete("team_membership"), Teams.ref(team)));
            Form form = Form.partial(call.body());
            if (!form.says("userId")) {
                return Mono.just(Tenancy.error(400, "user_id is required"));
            }
            OptionalLong number = form.number("userId");
            form.finish();
            return place(number.orElseThrow(), team)
                    .flatMap(place -> tenancy.send(call, team.seat().by(), new Delete<>(place, Expected.ANY)))
                    .<Answer>map(_ -> Reply.empty(204))
                    .switchIfEmpty(Mono.fromSupplier(() -> Tenancy.error(404, "Member not found")));
        });
    }

    Mono<Answer> change(Call call) {
        return teams.target(call).flatMap(team -> {
            Seat.demand(team.seat().allows(Permission.change("team_membership"), Teams.ref(team)));
            Form form = Form.partial(call.body());
            if (!form.says("userId") || !form.says("role")) {
                return Mono.just(Tenancy.error(400, "user_id and role are required"));
            }
            OptionalLong number = form.number("userId");
            TeamRole role = form.choice("role", TeamRole.class).orElse(TeamRole.MEMBER);
            form.finish();
            Submission<TeamMembership> wanted =
                    Submission.of(Patch.of(TeamMembership.class).set(TeamMembership::role, role));
            return place(number.orElseThrow(), team)
                    .flatMap(place -> tenancy.send(call, team.seat().by(), new Update<>(place, wanted, Expected.ANY))
                            .then(Mono.defer(
                                    () -> tenancy.shown(call, 200, Shown.TeamMember.class, team.seat(), place.id()))))
                    .switchIfEmpty(Mono.fromSupplier(() -> Tenancy.error(404, "Member not found")));
        });
    }

    /** The caller comes in: because they were invited, or because the organization is theirs to shape. */
    Mono<Answer> join(Call call) {
        return teams.target(call).flatMap(team -> {
            String id = call.by().actor().user();
            Seat.demand(id != null && call.by().limits().equals(Principal.Limits.NONE));
            Ref<User> user = Ref.of(User.class, String.valueOf(id));
            return tenancy.directory()
                    .place(user, Teams.ref(team), team.seat())
                    .flatMap(place -> tenancy.item(call, Shown.TeamMember.class, team.seat(), place.id()))
                    .<Answer>map(member -> joined(false, member))
                    .switchIfEmpty(Mono.defer(() -> team.seat().administers()
                            ? admit(call, team, user, TeamRole.MEMBER).map(member -> joined(true, member))
                            : invitations.accept(call, team, user).map(member -> joined(true, member))));
        });
    }

    private Mono<Shown.TeamMember> admit(Call call, Located team, Ref<User> user, TeamRole role) {
        Perform<Team> admission = new Perform<>(
                Teams.ref(team),
                Admission.NAME,
                Expected.ANY,
                redoubt.command.Form.of(new Admission.Input(joining(tenancy, user), role)));
        return tenancy.send(call, team.seat().by(), admission)
                .then(Mono.defer(() -> member(tenancy, call, user, Teams.ref(team), team.seat())));
    }

    static Joining joining(Tenancy tenancy, Ref<User> user) {
        return new Joining(
                user,
                tenancy.commands().draw(RoleAssignment.class),
                tenancy.commands().draw(TeamMembership.class));
    }

    /** Somebody's place in a team, once it can be seen. */
    static Mono<Shown.TeamMember> member(Tenancy tenancy, Call call, Ref<User> user, Ref<Team> team, Seat seat) {
        return tenancy.seats(call)
                .then(Mono.defer(() -> tenancy.directory().place(user, team, seat)))
                .switchIfEmpty(Mono.error(() -> new Refused(new Failure.NotFound())))
                .flatMap(place -> tenancy.item(call, Shown.TeamMember.class, seat, place.id()));
    }

    private Mono<Ref<TeamMembership>> place(long number, Located team) {
        return tenancy.directory()
                .person(number, java.util.List.of(team.seat()))
                .flatMap(user -> tenancy.directory().place(user, Teams.ref(team), team.seat()));
    }

    static Reply told(String status, String member, Object item, int code) {
        return Reply.json(code, out -> {
            out.writeStartObject();
            out.writeStringProperty("status", status);
            out.writeName(member);
            Tenancy.write(item, out);
            out.writeEndObject();
        });
    }

    private static Answer joined(boolean joined, Shown.TeamMember member) {
        return Reply.json(200, out -> {
            out.writeStartObject();
            out.writeBooleanProperty("joined", joined);
            out.writeName("membership");
            Tenancy.write(member, out);
            out.writeEndObject();
        });
    }
}
