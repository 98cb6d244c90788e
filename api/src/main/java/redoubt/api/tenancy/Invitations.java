package redoubt.api.tenancy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import reactor.core.publisher.Mono;
import redoubt.api.http.Answer;
import redoubt.api.http.JsonText;
import redoubt.api.http.Reply;
import redoubt.api.route.Call;
import redoubt.api.tenancy.Directory.Invited;
import redoubt.api.tenancy.Directory.Located;
import redoubt.command.Act;
import redoubt.command.Create;
import redoubt.command.Delete;
import redoubt.command.Expected;
import redoubt.command.Perform;
import redoubt.command.Submission;
import redoubt.command.Update;
import redoubt.command.identity.InvitationAcceptance;
import redoubt.command.identity.InvitationRenewal;
import redoubt.command.identity.InvitationRevocation;
import redoubt.identity.Team;
import redoubt.identity.TeamInvitation;
import redoubt.identity.TeamRole;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.access.Permission;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;
import redoubt.people.User;
import tools.jackson.databind.node.ObjectNode;

/** Invitations: whoever looks after a team's people sends them, its leads see them and take them back. */
final class Invitations {

    private static final String TITLE = "TeamInvitation";
    private static final Duration USUAL = Duration.ofDays(7);

    private final Tenancy tenancy;
    private final InviteLinks links;
    private final Clock clock;

    Invitations(Tenancy tenancy, InviteLinks links, Clock clock) {
        this.tenancy = tenancy;
        this.links = links;
        this.clock = clock;
    }

    /** An invitation, and whether there was none before. */
    record Sent(Shown.Invitation invitation, boolean anew) {}

    /** Invites somebody to a team, once more if they were before. */
    Mono<Sent> invite(Call call, Located team, String email, TeamRole role) {
        return tenancy.directory()
                .invited(Teams.ref(team), email)
                .flatMap(before -> renew(call, team, before, role).map(shown -> new Sent(shown, false)))
                .switchIfEmpty(Mono.defer(
                        () -> send(call, team, email, role, clock.instant().plus(USUAL))
                                .map(shown -> new Sent(shown, true))));
    }

    private Mono<Shown.Invitation> renew(Call call, Located team, Invited before, TeamRole role) {
        mayInvite(team, role);
        InvitationRenewal.Input input =
                new InvitationRenewal.Input(role, clock.instant().plus(USUAL), caller(call));
        return links.draw(before.ref(), before.email())
                .then(Mono.defer(() -> act(call, team.seat(), perform(before.ref(), InvitationRenewal.NAME, input))))
                .then(Mono.defer(() -> shown(call, team.seat(), before.ref())));
    }

    private Mono<Shown.Invitation> send(Call call, Located team, String email, TeamRole role, Instant until) {
        mayInvite(team, role);
        Ref<TeamInvitation> ref = tenancy.commands().draw(TeamInvitation.class);
        Create<TeamInvitation> create = new Create<>(
                ref,
                Submission.of(Patch.of(TeamInvitation.class)
                        .set(TeamInvitation::role, role)
                        .set(TeamInvitation::expiresAt, until)),
                Patch.of(TeamInvitation.class)
                        .set(TeamInvitation::team, Teams.ref(team))
                        .set(TeamInvitation::email, email)
                        .set(TeamInvitation::invitedBy, caller(call)));
        // The link first: without an invitation it leads nowhere.
        return links.draw(ref, email)
                .then(Mono.defer(() -> act(call, team.seat(), create)))
                .then(Mono.defer(() -> shown(call, team.seat(), ref)));
    }

    private static void mayInvite(Located team, TeamRole role) {
        Ref<Team> ref = Teams.ref(team);
        Seat.demand(team.seat().allows(Permission.add("team_invitation"), ref)
                && (role != TeamRole.LEAD || team.seat().allows(Permission.APPOINT_LEADS, ref)));
    }

    Mono<Answer> create(Call call) {
        Form form = Form.whole(call.body());
        OptionalLong number = form.number("team");
        return tenancy.seats(call).flatMap(seats -> (number.isEmpty()
                        ? Mono.<Located>empty()
                        : tenancy.directory().locate(Shown.Team.class, number.getAsLong(), seats))
                .switchIfEmpty(Mono.defer(() -> {
                    Seat.demand(!seats.isEmpty());
                    if (number.isPresent()) {
                        form.missing("team");
                    }
                    form.finish();
                    return Mono.empty();
                }))
                .flatMap(team -> {
                    Seat.demand(team.seat().allows(Permission.add("team_invitation"), Teams.ref(team)));
                    String email = form.address("email").orElse("").toLowerCase(Locale.ROOT);
                    TeamRole role = form.choice("role", TeamRole.class).orElse(TeamRole.MEMBER);
                    Instant until =
                            form.moment("expiresAt").orElse(clock.instant().plus(USUAL));
                    form.finish();
                    return send(call, team, email, role, until).map(sent -> created(sent));
                }));
    }

    /** The answer to the creation that ended at a position, without its link. */
    Mono<Answer> created(Call call, long position) {
        return made(call, position).map(sent -> created(sent).forKeeping());
    }

    /** The invitation that was sent by what ended at a position. */
    Mono<Shown.Invitation> made(Call call, long position) {
        return tenancy.made(call, TeamInvitation.class, position)
                .flatMap(found -> shown(call, found.seat(), ref(found)));
    }

    private static Reply created(Shown.Invitation sent) {
        return withheld(Reply.json(201, out -> Tenancy.write(sent, out)));
    }

    /** An answer that tells what the link of an invitation holds, and tells it once. */
    static Reply withheld(Reply told) {
        ObjectNode kept = JsonText.readObject(told.body());
        (kept.get("invitation") instanceof ObjectNode part ? part : kept)
                .putNull("token")
                .putNull("inviteUrl");
        return told.keeping(JsonText.write(out -> out.writeTree(kept)));
    }

    Mono<Answer> read(Call call) {
        return target(call).flatMap(found -> answer(call, found));
    }

    Mono<Answer> replace(Call call) {
        return change(call, true);
    }

    Mono<Answer> amend(Call call) {
        return change(call, false);
    }

    private Mono<Answer> change(Call call, boolean whole) {
        return target(call).flatMap(found -> {
            Form form = Form.partial(call.body());
            Patch<TeamInvitation> patch = Patch.of(TeamInvitation.class);
            TeamRole role = form.choice("role", TeamRole.class).orElse(whole ? TeamRole.MEMBER : null);
            patch = role == null ? patch : patch.set(TeamInvitation::role, role);
            Instant until = form.moment("expiresAt").orElse(null);
            patch = until == null ? patch : patch.set(TeamInvitation::expiresAt, until);
            form.finish();
            return tenancy.send(call, found.seat().by(), new Update<>(ref(found), Submission.of(patch), Expected.ANY))
                    .then(Mono.defer(() -> answer(call, found)));
        });
    }

    Mono<Answer> delete(Call call) {
        return target(call)
                .flatMap(found -> tenancy.send(call, found.seat().by(), new Delete<>(ref(found), Expected.ANY)))
                .thenReturn(Reply.empty(204));
    }

    Mono<Answer> revoke(Call call) {
        return target(call)
                .flatMap(found -> tenancy.send(
                        call,
                        found.seat().by(),
                        perform(ref(found), InvitationRevocation.NAME, new InvitationRevocation.Input())))
                .thenReturn(revoked());
    }

    static Answer revoked() {
        return Reply.json(200, out -> {
            out.writeStartObject();
            out.writeStringProperty("status", "revoked");
            out.writeEndObject();
        });
    }

    /** The caller joins a team that they were invited to by the address of their account; fails as denied. */
    Mono<Shown.TeamMember> accept(Call call, Located team, Ref<User> user) {
        return tenancy.directory()
                .address(call.by())
                .flatMap(email -> tenancy.directory().invited(Teams.ref(team), email.toLowerCase(Locale.ROOT)))
                .filter(invited -> invited.open(clock.instant()))
                .switchIfEmpty(Mono.error(() -> new Refused(new Failure.Denied())))
                .flatMap(invited -> accept(call, invited, user));
    }

    /** Whoever was invited joins; the house lets them in. */
    Mono<Shown.TeamMember> accept(Call call, Invited invited, Ref<User> user) {
        Seat seat =
                new Seat(call.by().in(invited.organization(), invited.root()).backed());
        InvitationAcceptance.Input input = new InvitationAcceptance.Input(TeamPeople.joining(tenancy, user));
        return tenancy.send(call, seat.by(), perform(invited.ref(), InvitationAcceptance.NAME, input))
                .then(Mono.defer(() -> TeamPeople.member(tenancy, call, user, invited.team(), seat)));
    }

    private Mono<Void> act(Call call, Seat seat, Act<?> act) {
        // Who may invite need not be one who sees invitations.
        return tenancy.send(call, seat.by().backed(), act).then();
    }

    private Mono<Located> target(Call call) {
        return tenancy.seats(call)
                .flatMap(seats -> tenancy.directory().invitation(call.step("id"), seats))
                .switchIfEmpty(Tenancy.none(TITLE));
    }

    private Mono<Answer> answer(Call call, Located found) {
        return shown(call, found.seat(), ref(found)).map(item -> Reply.json(200, out -> Tenancy.write(item, out)));
    }

    private Mono<Shown.Invitation> shown(Call call, Seat seat, Ref<TeamInvitation> ref) {
        return tenancy.item(call, Shown.Invitation.class, seat.backed(), ref.id());
    }

    private static Ref<User> caller(Call call) {
        String user = call.by().actor().user();
        Seat.demand(user != null);
        return Ref.of(User.class, String.valueOf(user));
    }

    private static Ref<TeamInvitation> ref(Located found) {
        return Ref.of(TeamInvitation.class, found.id());
    }

    private static Perform<TeamInvitation> perform(Ref<TeamInvitation> ref, String action, Object input) {
        return new Perform<>(ref, action, Expected.ANY, redoubt.command.Form.of(input));
    }
}
