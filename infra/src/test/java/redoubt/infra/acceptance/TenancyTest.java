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

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import redoubt.infra.acceptance.Colleagues.Person;
import tools.jackson.databind.JsonNode;

/** Organizations: who founds them, who sees them, and what holds in them. */
@ExtendWith(SharedRedoubt.class)
class TenancyTest {

    private final RunningRedoubt redoubt;
    private final Colleagues colleagues;

    TenancyTest(RunningRedoubt redoubt) {
        this.redoubt = redoubt;
        this.colleagues = new Colleagues(redoubt);
    }

    @Test
    void whoBelongsNowhereFoundsAnOrganizationAndAdministersIt() {
        Person ada = colleagues.person();
        assertThat(ada.http().get(ORGANIZATIONS).results()).isEmpty();
        assertThat(ada.http()
                        .post(TEAMS, "{\"organization\":1,\"name\":\"Crypto\"}")
                        .status())
                .isEqualTo(403);

        Reply made = ada.http()
                .post(ORGANIZATIONS, "{\"name\":\" North \",\"businessUnitLabel\":\"Division\",\"nobody\":1}")
                .expect(201);

        assertThat(made.json().propertyNames())
                .containsExactly(
                        "id",
                        "name",
                        "domain",
                        "plan",
                        "businessUnitLabel",
                        "memberCount",
                        "myRole",
                        "createdAt",
                        "updatedAt");
        assertThat(made.json().path("id").isIntegralNumber()).isTrue();
        assertThat(made.text("name")).isEqualTo("North");
        assertThat(made.text("plan")).isEqualTo("free");
        assertThat(made.text("myRole")).isEqualTo("security_team");
        assertThat(made.json().path("memberCount").asInt()).isEqualTo(1);
        assertThat(ada.http().get(ORGANIZATIONS).results()).containsExactly(made.json());
        JsonNode member = ada.http()
                .get(ORGANIZATIONS + made.id() + "/members/")
                .expect(200)
                .json()
                .get(0);
        assertThat(member.path("user").asLong()).isEqualTo(ada.pk());
        assertThat(member.path("userEmail").asString()).isEqualTo(ada.email());
        assertThat(member.path("role").asString()).isEqualTo("security_team");
    }

    @Test
    void anOrganizationChangesAndGoes() {
        Person ada = colleagues.person();
        String path = ORGANIZATIONS + organization(ada, "North") + "/";

        ada.http()
                .patch(path, "{\"domain\":\"north.example\",\"plan\":\"pro\"}")
                .expect(200);
        Reply replaced = ada.http().put(path, "{\"name\":\"South\"}").expect(200);
        assertThat(replaced.text("name")).isEqualTo("South");
        assertThat(replaced.text("domain")).isEmpty();
        assertThat(replaced.text("plan")).isEqualTo("free");
        assertThat(ada.http()
                        .patch(path, "{\"plan\":\"gold\",\"name\":null}")
                        .expect(400)
                        .text())
                .isEqualTo("{\"name\":[\"This field may not be null.\"],\"plan\":[\"\\\"gold\\\" is not a valid"
                        + " choice.\"]}");
        assertThat(ada.http().put(path, "{}").expect(400).text()).isEqualTo("{\"name\":[\"This field is required.\"]}");
        ada.http().delete(path).expect(204);
        ada.http().get(path).expect(404);
        assertThat(ada.http().get(ORGANIZATIONS).results()).isEmpty();
        assertThat(redoubt.http().delete(house()).expect(409).text()).contains("detail");
    }

    @Test
    void whoSaysWhichVersionTheyMeanChangesNoOther() {
        Person ada = colleagues.person();
        Reply made = ada.http().post(ORGANIZATIONS, "{\"name\":\"Versioned\"}").expect(201);
        String path = ORGANIZATIONS + made.id() + "/";
        String first = made.header("ETag");
        assertThat(first).startsWith("\"1.");
        assertThat(ada.http().get(path).expect(200).header("ETag")).isEqualTo(first);
        Reply changed = ada.http()
                .with("If-Match", first)
                .patch(path, "{\"domain\":\"north.example\"}")
                .expect(200);
        assertThat(changed.header("ETag")).startsWith("\"2.");

        assertThat(ada.http()
                        .with("If-Match", first)
                        .put(path, "{\"name\":\"Late\"}")
                        .expect(412)
                        .text())
                .isEqualTo("{\"detail\":\"It was changed by somebody else.\"}");
        ada.http().with("If-Match", first).delete(path).expect(412);
        assertThat(ada.http().get(path).expect(200).text("name")).isEqualTo("Versioned");
        ada.http().with("If-Match", "*").patch(path, "{\"name\":\"Any\"}").expect(200);
        ada.http().with("If-Match", "\"3\"").delete(path).expect(204);
    }

    private String house() {
        return ORGANIZATIONS + redoubt.http().get(ORGANIZATIONS).ids().getFirst() + "/";
    }

    @Test
    void whatBelongsToAnotherOrganizationIsAnsweredLikeWhatIsNotThere() {
        Person ada = colleagues.person();
        Person eve = colleagues.person();
        String theirs = organization(ada, "North");
        String ours = organization(eve, "Evil");
        String unit = made(ada, UNITS, "{\"organization\":" + theirs + ",\"name\":\"Far\"}");
        String team = team(ada, theirs, "Crypto");
        String seat = ada.http().get(MEMBERSHIPS).ids().getFirst();
        JsonNode invitation = ada.http()
                .post(TEAMS + team + "/invite-member/", "{\"email\":\"" + email() + "\"}")
                .expect(201)
                .json()
                .path("invitation");
        String never = "999999999";
        for (String list : List.of(ORGANIZATIONS, MEMBERSHIPS, UNITS, TEAMS, INVITATIONS)) {
            assertThat(eve.http().get(list).text()).doesNotContain("North").doesNotContain("Crypto");
        }
        for (Map.Entry<String, String> each : Map.of(ORGANIZATIONS, theirs, MEMBERSHIPS, seat, UNITS, unit, TEAMS, team)
                .entrySet()) {
            for (String method : List.of("GET", "PUT", "PATCH", "DELETE")) {
                String there = eve.http()
                        .json(method, each.getKey() + each.getValue() + "/", "{}")
                        .expect(404)
                        .text();
                String nowhere = eve.http()
                        .json(method, each.getKey() + never + "/", "{}")
                        .expect(404)
                        .text();
                assertThat(there)
                        .as(method + " " + each.getKey())
                        .isEqualTo(nowhere)
                        .contains("No ");
            }
        }
        String path = INVITATIONS + invitation.path("id").asString() + "/";
        eve.http().get(path).expect(404);
        eve.http().delete(path).expect(404);
        eve.http().post(path + "revoke/", "").expect(404);
        for (String action : List.of("join", "add-member", "invite-member", "remove-member", "change-member-role")) {
            eve.http().post(TEAMS + team + "/" + action + "/", "{}").expect(404);
        }
        eve.http().get(TEAMS + team + "/members/").expect(404);
        for (String action : List.of("add-member", "remove-member")) {
            eve.http().post(ORGANIZATIONS + theirs + "/" + action + "/", "{}").expect(404);
        }
        String missing = "{\"organization\":[\"Invalid pk \\\"%s\\\" - object does not exist.\"]}";
        for (String collection : List.of(UNITS, TEAMS, MEMBERSHIPS)) {
            for (String organization : List.of(theirs, never)) {
                assertThat(eve.http()
                                .post(
                                        collection,
                                        "{\"organization\":" + organization + ",\"name\":\"X\",\"user\":" + eve.pk()
                                                + "}")
                                .expect(400)
                                .text())
                        .isEqualTo(missing.formatted(organization));
            }
        }
        for (String somebody : List.of("" + ada.pk(), never)) {
            assertThat(eve.http()
                            .post(ORGANIZATIONS + ours + "/add-member/", "{\"user\":" + somebody + "}")
                            .expect(400)
                            .text())
                    .isEqualTo("{\"user\":[\"Invalid pk \\\"" + somebody + "\\\" - object does not exist.\"]}");
        }
        for (String filter : List.of(theirs, never, "x")) {
            assertThat(eve.http()
                            .get(TEAMS + "?organization=" + filter)
                            .expect(400)
                            .text())
                    .isEqualTo("{\"organization\":[\"Select a valid choice. That choice is not one of the available"
                            + " choices.\"]}");
        }
        String foreign = "{\"organization\":" + ours + ",\"name\":\"X\",\"businessUnit\":" + unit + "}";
        assertThat(eve.http().post(TEAMS, foreign).expect(400).text()).contains("businessUnit", "does not exist");
    }

    @Test
    void anOrganizationKeepsAnAdministratorAndATeamALead() {
        Person boss = colleagues.person();
        String organization = organization(boss, "North");
        String team = team(boss, organization, "Crypto");
        Person ben = colleagues.joined(boss, team, "member");
        String mine = seat(boss, boss);
        String last = "{\"error\":\"An organization must keep at least one Security Team member\"}";

        assertThat(boss.http()
                        .patch(MEMBERSHIPS + mine + "/", "{\"role\":\"member\"}")
                        .expect(400)
                        .text())
                .isEqualTo(last);
        assertThat(boss.http().delete(MEMBERSHIPS + mine + "/").expect(400).text())
                .isEqualTo(last);
        assertThat(boss.http()
                        .post(ORGANIZATIONS + organization + "/remove-member/", "{\"user\":" + boss.pk() + "}")
                        .expect(400)
                        .text())
                .isEqualTo(last);
        assertThat(boss.http()
                        .post(TEAMS + team + "/remove-member/", "{\"userId\":" + boss.pk() + "}")
                        .expect(400)
                        .text())
                .contains("at least one lead");
        boss.http().delete(MEMBERSHIPS + seat(boss, ben) + "/").expect(204);
        assertThat(ben.http().get(TEAMS).results()).isEmpty();
        assertThat(boss.http()
                        .get(TEAMS + team + "/members/")
                        .expect(200)
                        .json()
                        .size())
                .isEqualTo(1);
        boss.http()
                .post(TEAMS + team + "/remove-member/", "{\"userId\":" + boss.pk() + "}")
                .expect(204);
        boss.http().delete(TEAMS + team + "/").expect(204);
    }
}
