package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static redoubt.infra.acceptance.Colleagues.INVITATIONS;
import static redoubt.infra.acceptance.Colleagues.MEMBERSHIPS;
import static redoubt.infra.acceptance.Colleagues.ORGANIZATIONS;
import static redoubt.infra.acceptance.Colleagues.TEAMS;
import static redoubt.infra.acceptance.Colleagues.UNITS;
import static redoubt.infra.acceptance.Colleagues.organization;
import static redoubt.infra.acceptance.Colleagues.team;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import redoubt.infra.acceptance.Colleagues.Person;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What is posted to the face of threat modelling under an Idempotency-Key is done once, and told again. */
@ExtendWith(SharedRedoubt.class)
class RepeatedTenancyTest {

    private final RunningRedoubt redoubt;
    private final Colleagues colleagues;

    RepeatedTenancyTest(RunningRedoubt redoubt) {
        this.redoubt = redoubt;
        this.colleagues = new Colleagues(redoubt);
    }

    @Test
    void whateverIsMadeIsMadeOnceAndAnsweredAlike() {
        Person boss = colleagues.person();
        assertOnce(boss, ORGANIZATIONS, "{\"name\":\"Once\"}", 201);
        String organization = boss.http().get(ORGANIZATIONS).ids().getFirst();
        String north = "{\"organization\":" + organization + ",\"name\":\"North\"}";
        assertOnce(boss, UNITS, north, 201);
        assertOnce(boss, TEAMS, north, 201);
        assertThat(boss.http().get(ORGANIZATIONS).results()).hasSize(1);
        assertThat(boss.http().get(UNITS).results()).hasSize(1);
        assertThat(boss.http().get(TEAMS).results()).hasSize(1);
    }

    @Test
    void whoeverComesInComesInOnce() {
        Person boss = colleagues.person();
        String organization = organization(boss, "North");
        String team = team(boss, organization, "Crypto");
        String other = team(boss, organization, "Other");
        Person ada = colleagues.joined(boss, team, "member");
        Person ben = colleagues.person();
        String somebody = "{\"userId\":" + ada.pk() + "}";
        assertOnce(boss, TEAMS + other + "/add-member/", somebody, 200);
        assertOnce(boss, TEAMS + other + "/change-member-role/", somebody.replace("}", ",\"role\":\"lead\"}"), 200);
        assertOnce(boss, TEAMS + other + "/remove-member/", somebody, 204);
        assertOnce(boss, TEAMS + team + "/invite-member/", "{\"email\":\"" + ben.email() + "\"}", 200);
        assertOnce(boss, ORGANIZATIONS + organization + "/remove-member/", "{\"user\":" + ben.pk() + "}", 204);
        boss.http().get(MEMBERSHIPS + "?user=" + ben.pk()).expect(400);

        String own = team(ada, organization, "Own");
        assertOnce(boss, TEAMS + own + "/join/", "", 200);
        String south = organization(boss, "South");
        String member = "{\"organization\":" + south + ",\"user\":" + ada.pk() + "}";
        assertOnce(boss, MEMBERSHIPS, member, 201);
        boss.http()
                .delete(MEMBERSHIPS
                        + boss.http()
                                .get(MEMBERSHIPS + "?organization=" + south + "&user=" + ada.pk())
                                .ids()
                                .getFirst() + "/")
                .expect(204);
        assertOnce(boss, ORGANIZATIONS + south + "/add-member/", "{\"user\":" + ada.pk() + "}", 201);
    }

    @Test
    void aLinkIsToldOnceAndTheInvitationAgainWithoutIt() {
        Person boss = colleagues.person();
        String team = team(boss, organization(boss, "North"), "Crypto");
        for (String path : List.of(INVITATIONS, TEAMS + team + "/invite-member/")) {
            String form = "{\"team\":" + team + ",\"email\":\"" + Visitors.email() + "\"}";
            Http keyed = boss.http().with("Idempotency-Key", UUID.randomUUID().toString());
            String sent = path.equals(INVITATIONS) ? form : form.replaceFirst("\"team\":\\d+,", "");
            Reply first = keyed.post(path, sent).expect(201);
            Reply again = keyed.post(path, sent).expect(201);

            String link = invitation(first).path("token").asString();
            assertThat(link).hasSize(43);
            assertThat(first.header("X-Redoubt-Secret-Withheld")).isNull();
            assertThat(again.header("X-Redoubt-Secret-Withheld")).isEqualTo("true");
            assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
            assertThat(again.text()).doesNotContain(link);
            ObjectNode expected = (ObjectNode) first.json().deepCopy();
            (expected.get("invitation") instanceof ObjectNode part ? part : expected)
                    .putNull("token")
                    .putNull("inviteUrl");
            assertThat(again.json()).isEqualTo(expected);
            // What was told before still opens: nothing was drawn anew.
            redoubt.http().anonymous().get("/api/invite/" + link + "/").expect(200);
            lose();
            Reply found = keyed.post(path, sent).expect(201);
            assertThat(found.json()).isEqualTo(expected);
            assertThat(found.header("X-Redoubt-Secret-Withheld")).isEqualTo("true");
            assertThat(Dump.of(redoubt.database(), "receipt"))
                    .doesNotContain(HexFormat.of().formatHex(link.getBytes(StandardCharsets.US_ASCII)));

            String one = INVITATIONS + invitation(first).path("id").asString() + "/revoke/";
            assertOnce(boss, one, "", 200);
        }
    }

    @Test
    void anotherRequestUnderTheSameKeyIsRefusedAndSoIsNobodyElses() {
        Person boss = colleagues.person();
        Person other = colleagues.person();
        String key = UUID.randomUUID().toString();
        Http keyed = boss.http().with("Idempotency-Key", key);
        keyed.post(ORGANIZATIONS, "{\"name\":\"One\"}").expect(201);
        assertThat(keyed.post(ORGANIZATIONS, "{\"name\":\"Two\"}").expect(422).text())
                .isEqualTo("{\"detail\":\"Idempotency-Key was used with a different request.\"}");
        other.http()
                .with("Idempotency-Key", key)
                .post(ORGANIZATIONS, "{\"name\":\"Two\"}")
                .expect(201);
        assertThat(boss.http()
                        .with("Idempotency-Key", "\"")
                        .post(ORGANIZATIONS, "{\"name\":\"Two\"}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void whatFailedMayBeTriedAgain() {
        Person boss = colleagues.person();
        Http keyed = boss.http().with("Idempotency-Key", UUID.randomUUID().toString());
        keyed.post(ORGANIZATIONS, "{}").expect(400);
        keyed.post(ORGANIZATIONS, "{\"name\":\"Then\"}").expect(201);
    }

    /** Twice, and once more after the answer was lost with the process that gave it. */
    private void assertOnce(Person person, String path, String form, int status) {
        Http keyed = person.http().with("Idempotency-Key", UUID.randomUUID().toString());
        Reply first = keyed.post(path, form);
        assertThat(first.status()).as(path + " " + first.text()).isEqualTo(status);
        Reply again = keyed.post(path, form).expect(status);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(first.header("Idempotency-Replayed")).isNull();
        lose();
        Reply found = keyed.post(path, form);
        assertThat(found.text()).as(path).isEqualTo(first.text());
        assertThat(found.status()).isEqualTo(status);
        assertThat(found.header("Idempotency-Replayed")).isEqualTo("true");
    }

    private void lose() {
        redoubt.database().asSuperuser("update receipt set status = null, headers = null, body = null");
    }

    private static JsonNode invitation(Reply told) {
        return told.json().has("invitation") ? told.json().path("invitation") : told.json();
    }
}
