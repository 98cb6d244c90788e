package redoubt.api.tenancy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;
import redoubt.api.http.PublicUrl;
import redoubt.api.http.Reply;
import redoubt.api.route.Content;
import redoubt.api.route.Endpoint;
import redoubt.api.tenancy.Lists.Filter;

/** What can be called about teams and their people. */
final class TeamEndpoints {

    private static final Filter ORGANIZATION = new Filter.Reference(Shown.Organization.class);
    private static final Filter UNIT = new Filter.Reference(Shown.BusinessUnit.class);
    private static final Content SHOWN_TEAM = Docs.shown("TeamSeen", Shown.Team.class);
    private static final Content SHOWN_MEMBER = Docs.shown("TeamMember", Shown.TeamMember.class);
    private static final Content TEAM_FORM = Docs.form(
            "TeamForm",
            List.of(),
            "organization",
            7,
            "name",
            "Crypto",
            "code",
            "C",
            "description",
            "",
            "businessUnit",
            7,
            "isDefault",
            false);
    private static final Content SOMEBODY =
            Docs.form("TeamMemberForm", List.of("userId"), "userId", 7, "role", "member");
    private static final Content ADDRESS =
            Docs.form("TeamInviteForm", List.of("email"), "email", "ada@example.com", "role", "member");

    private final Tenancy tenancy;
    private final PublicUrl url;
    private final Teams teams;
    private final TeamPeople people;

    TeamEndpoints(Tenancy tenancy, PublicUrl url, Teams teams, TeamPeople people) {
        this.tenancy = tenancy;
        this.url = url;
        this.teams = teams;
        this.people = people;
    }

    List<Endpoint> endpoints() {
        List<Endpoint> all = new ArrayList<>();
        all.addAll(teams());
        all.addAll(people());
        return all;
    }

    private List<Endpoint> teams() {
        String path = "/teams/";
        String one = path + "{number}/";
        Lists<Shown.Team> lists = new Lists<>(tenancy, url, Shown.Team.class)
                .filtered("organization", ORGANIZATION)
                .filtered("business_unit", UNIT)
                .filtered("is_default", new Filter.Flag())
                .filtered("my_teams", new Filter.Flag())
                .searched()
                .ordered("name", "created_at");
        return new Docs("Team")
                .get(path, "list_teams", "List teams", lists.parameters(), new Content.Many(SHOWN_TEAM), lists::page)
                .post(
                        path,
                        "create_team",
                        "Create a team and lead it",
                        TEAM_FORM,
                        201,
                        SHOWN_TEAM,
                        new Repeatable(teams::create, teams::created))
                .get(one, "read_team", "Read one team", List.of(), SHOWN_TEAM, teams::read)
                .put(one, "replace_team", "Replace the values of a team", TEAM_FORM, SHOWN_TEAM, teams::replace)
                .patch(one, "update_team", "Change some values of a team", TEAM_FORM, SHOWN_TEAM, teams::amend)
                .delete(one, "delete_team", "Delete a team", teams::delete)
                .endpoints();
    }

    private List<Endpoint> people() {
        String one = "/teams/{number}/";
        Lists<Shown.TeamMember> members = new Lists<>(tenancy, url, Shown.TeamMember.class);
        Content joined = Docs.form("Joined", List.of("joined"), "joined", true, "membership", Map.of("id", 7));
        Content invited = Docs.form(
                "Invited",
                List.of("status"),
                "status",
                "invited",
                "invitation",
                Map.of("inviteUrl", "/invite/3q2-7wAAA"));
        return new Docs("Team")
                .get(
                        one + "members/",
                        "list_team_members",
                        "List the people of a team",
                        List.of(),
                        Docs.array("TeamMember", Shown.TeamMember.class),
                        call -> teams.target(call).flatMap(found -> members.within(call, found, "team")))
                .post(
                        one + "add-member/",
                        "add_team_member",
                        "Let somebody into a team",
                        SOMEBODY,
                        200,
                        SHOWN_MEMBER,
                        new Repeatable(people::add, people::changed))
                .post(
                        one + "invite-member/",
                        "invite_team_member",
                        "Invite somebody to a team",
                        ADDRESS,
                        200,
                        invited,
                        new Repeatable(people::invite, people::invited))
                .post(
                        one + "remove-member/",
                        "remove_team_member",
                        "Take somebody out of a team",
                        SOMEBODY,
                        204,
                        Content.NOTHING,
                        new Repeatable(people::remove, (_, _) -> Mono.just(Reply.empty(204))))
                .post(
                        one + "change-member-role/",
                        "change_team_member_role",
                        "Say what somebody is in a team",
                        SOMEBODY,
                        200,
                        SHOWN_MEMBER,
                        new Repeatable(people::change, people::changed))
                .post(
                        one + "join/",
                        "join_team",
                        "Join a team",
                        Content.NOTHING,
                        200,
                        joined,
                        new Repeatable(people::join, people::joined))
                .endpoints();
    }
}
