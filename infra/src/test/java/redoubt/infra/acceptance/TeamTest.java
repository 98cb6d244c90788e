package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static redoubt.infra.acceptance.Colleagues.INVITATIONS;
import static redoubt.infra.acceptance.Colleagues.MEMBERSHIPS;
import static redoubt.infra.acceptance.Colleagues.ORGANIZATIONS;
import static redoubt.infra.acceptance.Colleagues.TEAMS;
import static redoubt.infra.acceptance.Colleagues.UNITS;
import static redoubt.infra.acceptance.Colleagues.made;
import static redoubt.infra.acceptance.Colleagues.organization;
import static redoubt.infra.acceptance.Colleagues.seat;
import static redoubt.infra.acceptance.Colleagues.team;
import static redoubt.infra.acceptance.Visitors.email;
import static redoubt.infra.acceptance.Visitors.register;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import redoubt.infra.acceptance.Colleagues.Person;
import tools.jackson.databind.JsonNode;

/** Teams: who may do what, and how people come in. */
@ExtendWith(SharedRedoubt.class)
class TeamTest {

    private final RunningRedoubt redoubt;
    private final Colleagues colleagues;

    TeamTest(RunningRedoubt redoubt) {
        this.redoubt = redoubt;
        this.colleagues = new Colleagues(redoubt);
    }

    @Test
    void whatEachRoleMayDoIsWhatTheTableSays() {
        Person boss = colleagues.person();
        String organization = organization(boss, "North");
        String team = team(boss, organization, "Crypto");
        Person lead = colleagues.joined(boss, team, "lead");
        Person member = colleagues.joined(boss, team, "member");
        Person viewer = colleagues.joined(boss, team, "viewer");
        Person other = colleagues.joined(boss, team(boss, organization, "Elsewhere"), "lead");
        List<Person> people = List.of(boss, lead, member, viewer, other);
        String unit = made(boss, UNITS, "{\"organization\":" + organization + ",\"name\":\"Far\"}");
        String seat = seat(boss, viewer);

        may(people, "yyyyy", person -> person.http().get(TEAMS + team + "/members/"));
        may(people, "yyyyy", person -> person.http().get(ORGANIZATIONS + organization + "/members/"));
        may(people, "yyyyy", person -> person.http().get(UNITS + unit + "/"));
        may(people, "ynnnn", person -> person.http().patch(ORGANIZATIONS + organization + "/", "{\"name\":\"North\"}"));
        may(people, "ynnnn", person -> person.http().patch(UNITS + unit + "/", "{\"name\":\"Far\"}"));
        may(people, "ynnnn", person -> person.http().patch(MEMBERSHIPS + seat + "/", "{\"role\":\"member\"}"));
        may(people, "ynnnn", person -> person.http()
                .patch("/api/organization-members/" + seat + "/", "{\"role\":\"member\"}"));
        may(people, "ynnnn", person -> person.http().post(ORGANIZATIONS, "{\"name\":\"Another\"}"));
        may(people, "yyynn", person -> person.http().patch(TEAMS + team + "/", "{\"description\":\"Keys\"}"));
        may(List.of(lead, member, boss), "nny", person -> person.http()
                .patch(TEAMS + team + "/", "{\"isDefault\":true}"));
        boss.http().patch(TEAMS + team + "/", "{\"isDefault\":false}").expect(200);
        may(people, "yyynn", person -> person.http()
                .post(TEAMS + team + "/change-member-role/", "{\"userId\":" + viewer.pk() + ",\"role\":\"viewer\"}"));
        may(people, "yynnn", person -> person.http()
                .post(TEAMS + team + "/invite-member/", "{\"email\":\"" + email() + "\",\"role\":\"lead\"}"));
        may(people, "yyynn", person -> person.http()
                .post(TEAMS + team + "/invite-member/", "{\"email\":\"" + email() + "\"}"));
        assertThat(boss.http().get(INVITATIONS).results()).hasSize(5);
        assertThat(lead.http().get(INVITATIONS + "?team=" + team).results()).hasSize(5);
        assertThat(member.http().get(INVITATIONS).results()).isEmpty();
        assertThat(other.http().get(INVITATIONS).results()).isEmpty();
        may(people, "yyyyy", person -> person.http()
                .post(TEAMS, "{\"organization\":" + organization + ",\"name\":\"Own\"}"));
        may(List.of(viewer, other), "nn", person -> person.http().delete(TEAMS + team + "/"));
        may(List.of(member), "y", person -> person.http().delete(TEAMS + team + "/"));
    }

    private interface Try {

        Reply by(Person person);
    }

    private static void may(List<Person> people, String table, Try attempt) {
        for (int i = 0; i < people.size(); i++) {
            Reply reply = attempt.by(people.get(i));
            if (table.charAt(i) == 'y') {
                assertThat(reply.status())
                        .as(i + " " + reply.asked() + reply.text())
                        .isBetween(200, 299);
            } else {
                assertThat(reply.status())
                        .as(i + " " + reply.asked() + reply.text())
                        .isEqualTo(403);
            }
        }
    }

    @Test
    void anInvitationIsSentAgainTakenBackAndAcceptedByWhomItIsFor() {
        Person boss = colleagues.person();
        String team = team(boss, organization(boss, "North"), "Crypto");
        String address = email();
        String invite = "{\"email\":\"" + address + "\",\"role\":\"viewer\"}";
        String path = TEAMS + team + "/invite-member/";
        JsonNode first = boss.http().post(path, invite).expect(201).json().path("invitation");
        JsonNode second = boss.http()
                .post(path, invite.replace("viewer", "member"))
                .expect(200)
                .json()
                .path("invitation");
        assertThat(second.path("id")).isEqualTo(first.path("id"));
        assertThat(second.path("token").asString())
                .hasSize(43)
                .isNotEqualTo(first.path("token").asString());
        assertThat(second.path("inviteUrl").asString())
                .isEqualTo("/invite/" + second.path("token").asString());
        Http anybody = redoubt.http().anonymous();
        anybody.get("/api/invite/" + first.path("token").asString() + "/").expect(404);
        String link = "/api/invite/" + second.path("token").asString() + "/";
        JsonNode preview = anybody.get(link).expect(200).json();
        assertThat(preview.path("requiresSignup").asBoolean()).isTrue();
        assertThat(preview.path("invitation").propertyNames())
                .containsExactly("teamName", "organizationName", "email", "role", "status", "expiresAt");
        assertThat(anybody.post(link, "").expect(401).text())
                .isEqualTo("{\"error\":\"Must be logged in to accept invitation\"}");
        assertThat(boss.http().post(link, "").expect(403).text())
                .isEqualTo("{\"error\":\"Invitation was sent to a different email address\"}");
        String one = INVITATIONS + second.path("id").asString() + "/";
        assertThat(boss.http().post(one + "revoke/", "").expect(200).text()).isEqualTo("{\"status\":\"revoked\"}");
        assertThat(boss.http().post(one + "revoke/", "").expect(400).text())
                .isEqualTo("{\"error\":\"Can only revoke pending invitations\"}");
        assertThat(anybody.get(link).expect(410).text())
                .isEqualTo("{\"error\":\"Invitation expired or already used\"}");
        String again = "/api/invite/"
                + boss.http()
                        .post(path, invite)
                        .expect(200)
                        .json()
                        .path("invitation")
                        .path("token")
                        .asString() + "/";

        Http invited = redoubt.http()
                .with(
                        "Authorization",
                        "Bearer " + register(anybody, address).expect(201).text("access"));
        assertThat(invited.get(TEAMS).results()).isEmpty();
        JsonNode accepted = invited.post(again, "").expect(200).json();

        assertThat(accepted.path("status").asString()).isEqualTo("accepted");
        assertThat(accepted.path("membership").path("role").asString()).isEqualTo("viewer");
        assertThat(invited.get(TEAMS + "?my_teams=true").names()).containsExactly("Crypto");
        assertThat(invited.get(ORGANIZATIONS)
                        .results()
                        .getFirst()
                        .path("myRole")
                        .asString())
                .isEqualTo("member");
        invited.post(again, "").expect(410);
        assertThat(boss.http().get(INVITATIONS + "?status=accepted").results()).hasSize(1);
        assertThat(boss.http().get(INVITATIONS + "?status=pending").results()).isEmpty();
        invited.get(INVITATIONS + second.path("id").asString() + "/").expect(404);
        // Who has an account already is let in at once.
        Person known = colleagues.person();
        assertThat(boss.http()
                        .post(path, "{\"email\":\"" + known.email() + "\"}")
                        .expect(200)
                        .text("status"))
                .isEqualTo("added");
        assertThat(known.http()
                        .post(TEAMS + team + "/join/", "")
                        .expect(200)
                        .json()
                        .path("joined")
                        .asBoolean())
                .isFalse();
        boss.http().post(path, "{\"email\":\"not-an-email\"}").expect(400);
    }

    @Test
    void whoRegistersWhereEverybodyIsAMemberComesIntoTheDefaultTeam() {
        try (var open = RunningRedoubt.start("--redoubt.sign-in.registration=member")) {
            Http boss = open.http();
            String home = boss.get(Colleagues.ORGANIZATIONS).ids().getFirst();
            for (boolean isDefault : new boolean[] {false, true}) {
                boss.post(
                                Colleagues.TEAMS,
                                "{\"organization\":%s,\"name\":\"%s\",\"isDefault\":%s}"
                                        .formatted(home, isDefault ? "Everybody" : "Few", isDefault))
                        .expect(201);
            }

            Person newcomer = new Colleagues(open).person();

            assertThat(newcomer.http()
                            .get(Colleagues.TEAMS + "?my_teams=true")
                            .expect(200)
                            .names())
                    .containsExactly("Everybody");
        }
    }

    @Test
    void teamsAreFilteredSearchedAndOrdered() {
        Person boss = colleagues.person();
        String organization = organization(boss, "North");
        String unit = made(boss, UNITS, "{\"organization\":" + organization + ",\"name\":\"Far\",\"code\":\"F\"}");
        String first = made(
                boss,
                TEAMS,
                "{\"organization\":" + organization + ",\"name\":\"Alpha\",\"business_unit\":" + unit
                        + ",\"code\":\"A\",\"isDefault\":true}");
        made(boss, TEAMS, "{\"organization\":" + organization + ",\"name\":\"Beta\"}");
        Person ben = colleagues.joined(boss, first, "member");

        assertThat(boss.http().get(TEAMS).names()).containsExactly("Alpha", "Beta");
        assertThat(boss.http().get(TEAMS + "?ordering=-name,nothing").names()).containsExactly("Beta", "Alpha");
        assertThat(boss.http().get(TEAMS + "?business_unit=" + unit).names()).containsExactly("Alpha");
        assertThat(boss.http().get(TEAMS + "?is_default=TRUE").names()).containsExactly("Alpha");
        assertThat(boss.http()
                        .get(TEAMS + "?is_default=false&organization=" + organization)
                        .names())
                .containsExactly("Beta");
        assertThat(boss.http().get(TEAMS + "?search=ALP,ha&unknown=1").names()).containsExactly("Alpha");
        assertThat(boss.http().get(TEAMS + "?page=2&page_size=1").names()).containsExactly("Beta");
        boss.http().get(TEAMS + "?page=3&page_size=1").expect(404);
        assertThat(ben.http().get(TEAMS + "?my_teams=true").names()).containsExactly("Alpha");
        assertThat(ben.http().get(TEAMS).names()).containsExactly("Alpha", "Beta");
        assertThat(boss.http().get(TEAMS + "?my_teams=true").names()).containsExactly("Alpha", "Beta");
        assertThat(boss.http()
                        .get(MEMBERSHIPS + "?role=member&user=" + ben.pk())
                        .results())
                .hasSize(1);
        assertThat(boss.http().get(MEMBERSHIPS + "?role=boss").expect(400).text())
                .isEqualTo("{\"role\":[\"Select a valid choice. boss is not one of the available choices.\"]}");
        String twice = "{\"organization\":" + organization + ",\"name\":\"X\",\"code\":\"a\"}";
        assertThat(boss.http().post(TEAMS, twice).expect(400).text())
                .isEqualTo("{\"nonFieldErrors\":[\"The fields organization, code must make a unique set.\"]}");
        boss.http().delete(UNITS + unit + "/").expect(204);
        assertThat(boss.http()
                        .get(TEAMS + first + "/")
                        .expect(200)
                        .json()
                        .path("businessUnit")
                        .isNull())
                .isTrue();
    }
}
