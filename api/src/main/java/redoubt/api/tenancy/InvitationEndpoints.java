package redoubt.api.tenancy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.http.HttpMethod;
import reactor.core.publisher.Mono;
import redoubt.api.http.Parameter;
import redoubt.api.http.PublicUrl;
import redoubt.api.route.About;
import redoubt.api.route.Content;
import redoubt.api.route.Endpoint;
import redoubt.api.route.Takes;
import redoubt.api.tenancy.Lists.Filter;

/** What can be called about invitations. */
final class InvitationEndpoints {

    private static final Filter TEAM = new Filter.Reference(Shown.Team.class);
    private static final Content SHOWN_INVITATION = Docs.shown("Invitation", Shown.Invitation.class);
    private static final Content INVITATION_FORM = Docs.form(
            "InvitationForm",
            List.of("team", "email"),
            "team",
            7,
            "email",
            "ada@example.com",
            "role",
            "member",
            "expiresAt",
            "2026-08-15T15:43:12Z");
    private static final Content INVITATION_CHANGE =
            Docs.form("InvitationChange", List.of(), "role", "member", "expiresAt", "2026-08-15T15:43:12Z");
    private static final Content STATUS = Docs.form("Status", List.of("status"), "status", "revoked");

    private final Tenancy tenancy;
    private final PublicUrl url;
    private final Invitations invitations;
    private final Invites invites;

    InvitationEndpoints(Tenancy tenancy, PublicUrl url, Invitations invitations, Invites invites) {
        this.tenancy = tenancy;
        this.url = url;
        this.invitations = invitations;
        this.invites = invites;
    }

    List<Endpoint> endpoints() {
        List<Endpoint> all = new ArrayList<>();
        all.addAll(invitations());
        all.addAll(invites());
        return all;
    }

    private List<Endpoint> invitations() {
        String path = "/team-invitations/";
        String one = path + "{id}/";
        Lists<Shown.Invitation> lists = new Lists<>(tenancy, url, Shown.Invitation.class)
                .filtered("team", TEAM)
                .filtered("status", new Filter.Word(List.of("pending", "accepted", "expired", "revoked")));
        return new Docs("Team invitation")
                .get(
                        path,
                        "list_team_invitations",
                        "List invitations",
                        lists.parameters(),
                        new Content.Many(SHOWN_INVITATION),
                        lists::page)
                .post(
                        path,
                        "create_team_invitation",
                        "Invite somebody to a team by its number",
                        INVITATION_FORM,
                        201,
                        SHOWN_INVITATION,
                        new Repeatable(invitations::create, invitations::created))
                .get(one, "read_team_invitation", "Read one invitation", List.of(), SHOWN_INVITATION, invitations::read)
                .put(
                        one,
                        "replace_team_invitation",
                        "Replace the values of an open invitation",
                        INVITATION_CHANGE,
                        SHOWN_INVITATION,
                        invitations::replace)
                .patch(
                        one,
                        "update_team_invitation",
                        "Change some values of an open invitation",
                        INVITATION_CHANGE,
                        SHOWN_INVITATION,
                        invitations::amend)
                .delete(one, "delete_team_invitation", "Delete an invitation", invitations::delete)
                .post(
                        one + "revoke/",
                        "revoke_team_invitation",
                        "Take an invitation back",
                        Content.NOTHING,
                        200,
                        STATUS,
                        new Repeatable(invitations::revoke, (_, _) -> Mono.just(Invitations.revoked())))
                .endpoints();
    }

    private List<Endpoint> invites() {
        String path = Docs.DIALECT.path("/invite/{token}/");
        Parameter token = Parameter.path("token", "What the link holds.", Map.of("type", "string"), "3q2-7wAAA");
        Content preview = Docs.form(
                "InvitePreview",
                List.of("invitation", "requiresSignup"),
                "invitation",
                Map.of("teamName", "North"),
                "requiresSignup",
                true);
        Content accepted =
                Docs.form("InviteAccepted", List.of("status"), "status", "accepted", "membership", Map.of("id", 7));
        About reading = new About(
                "read_invite",
                "Team invitation",
                "See what an invitation is for",
                "",
                List.of(token),
                Content.NOTHING,
                200,
                preview,
                Set.of(404, 410));
        About accepting = new About(
                "accept_invite",
                "Team invitation",
                "Accept an invitation",
                "",
                List.of(token),
                Content.NOTHING,
                200,
                accepted,
                Set.of(403, 404, 410));
        return List.of(
                Endpoint.get(path, reading, invites::preview).opened(),
                Endpoint.of(HttpMethod.POST, path, Takes.NOTHING, accepting, invites::accept)
                        .opened());
    }
}
