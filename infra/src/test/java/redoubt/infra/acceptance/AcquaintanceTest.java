package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static redoubt.infra.acceptance.Housemates.USERS;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import redoubt.infra.acceptance.Housemates.Somebody;
import tools.jackson.databind.JsonNode;

/** Whoever does not manage users knows those with whom they share a folder, by name and by nothing else. */
@ExtendWith(SharedRedoubt.class)
@Timeout(120)
class AcquaintanceTest {

    private static final String RISKS = "/api/v1/risks/";

    private final Housemates mates;
    private final Http boss;

    AcquaintanceTest(RunningRedoubt redoubt) {
        this.mates = new Housemates(redoubt);
        this.boss = redoubt.http();
    }

    @Test
    void onlyThoseWhoShareAFolderAreThereAndOnlyTheirNamesAreTold() {
        String above = mates.folder("");
        String shared = mates.folder(above);
        Somebody ada = mates.called("Ada");
        Somebody ben = mates.called("Ben");
        Somebody chief = mates.called("Chief");
        Somebody dora = mates.called("Dora");
        Somebody eve = mates.called("Eve");
        mates.give(ada, "auditor", shared);
        mates.give(ben, "reader", shared);
        mates.give(chief, "reader", above);
        mates.give(dora, "reader", mates.folder(""));

        List<JsonNode> known = ada.http().get(USERS).results();

        assertThat(known.stream().map(each -> each.path("id").asString()))
                .contains(ada.id(), ben.id(), chief.id())
                .doesNotContain(dora.id(), eve.id());
        assertThat(known)
                .allSatisfy(each -> assertThat(each.propertyNames()).containsExactly("id", "first_name", "last_name"));
        JsonNode one = ada.http().get(USERS + ben.id() + "/").expect(200).json();
        assertThat(one.toString())
                .isEqualTo("{\"id\":\"" + ben.id() + "\",\"first_name\":\"Ben\",\"last_name\":\"Example\"}");
        ada.http().get(USERS + dora.id() + "/").expect(404);
        ada.http().get(USERS + eve.id() + "/").expect(404);
        assertThat(boss.get(USERS + ben.id() + "/").expect(200).text("email")).isEqualTo(ben.email());
        assertThat(ada.http().get("/api/v1/me/").expect(200).text("email")).isEqualTo(ada.email());
    }

    @Test
    void nothingThatIsNotToldCanBeAskedFor() {
        String shared = mates.folder("");
        Somebody ada = mates.called("Ada");
        Somebody ben = mates.called("Benjamin");
        mates.give(ada, "reader", shared);
        mates.give(ben, "reader", shared);
        Http http = ada.http();

        assertThat(http.get(USERS + "?search=benjamin%20example").ids()).contains(ben.id());
        String host = ben.email().substring(ben.email().indexOf('@'));
        String local = ben.email().substring("benjamin".length(), ben.email().indexOf('@'));
        for (String word : List.of(ben.email(), host, local)) {
            assertThat(http.get(USERS + "?search=" + Http.encoded(word)).ids())
                    .as(word)
                    .isEmpty();
            assertThat(boss.get(USERS + "?ordering=-created_at&search=" + Http.encoded(word))
                            .ids())
                    .as(word)
                    .contains(ben.id());
        }
        for (String question : List.of(
                "email=" + ben.email(),
                "email__not=" + ben.email(),
                "is_active=true",
                "is_service=false",
                "role=reader",
                "folder=" + shared,
                "folder_exact=" + shared,
                "created_at__gte=2026-01-01T00:00:00Z",
                "updated_by=" + ben.id())) {
            http.get(USERS + "?" + question).expect(403);
            boss.get(USERS + "?" + question).expect(200);
        }
        assertThat(http.get(USERS + "?id=" + ben.id()).ids()).containsExactly(ben.id());
        http.get(USERS + "?ordering=email").expect(400);
    }

    @Test
    void whoManagesUsersFindsThemByAllThatTheyAre() {
        String above = mates.folder("");
        String below = mates.folder(above);
        Somebody ada = mates.called("Ada");
        Somebody ben = mates.called("Ben");
        mates.give(ada, "analyst", below);
        mates.give(ben, "approver", above);
        boss.patch(USERS + ben.id() + "/", "{\"is_active\":false}").expect(200);
        String both = "?id=" + ada.id() + "," + ben.id();

        assertThat(boss.get(USERS + "?email=" + ada.email().toUpperCase(java.util.Locale.ROOT))
                        .ids())
                .containsExactly(ada.id());
        assertThat(boss.get(USERS + both + "&email__not=" + ada.email()).ids()).containsExactly(ben.id());
        assertThat(boss.get(USERS + both + "&is_active=false").ids()).containsExactly(ben.id());
        assertThat(boss.get(USERS + both + "&is_service=false").ids()).hasSize(2);
        assertThat(boss.get(USERS + both + "&role=analyst").ids()).containsExactly(ada.id());
        assertThat(boss.get(USERS + both + "&role=analyst,approver").ids()).hasSize(2);
        assertThat(boss.get(USERS + both + "&role__not=analyst").ids()).containsExactly(ben.id());
        assertThat(boss.get(USERS + "?folder=" + below).ids()).containsExactly(ada.id());
        assertThat(boss.get(USERS + "?folder=" + above).ids()).containsExactlyInAnyOrder(ada.id(), ben.id());
        assertThat(boss.get(USERS + "?folder_exact=" + above).ids()).containsExactly(ben.id());
        assertThat(boss.get(USERS + both + "&folder__not=" + below).ids()).containsExactly(ben.id());
        assertThat(boss.get(USERS + both + "&search=ada").ids()).containsExactly(ada.id());
        boss.get(USERS + "?role=owner").expect(400);
        boss.get(USERS + "?first_name=Ada").expect(400);
    }

    @Test
    void wherePeopleAreMentionedTheyAreMentionedByName() {
        String shared = mates.folder("");
        Somebody ada = mates.called("Ada");
        Somebody ben = mates.called("Ben");
        Somebody nameless = mates.called("Nameless");
        boss.patch(USERS + nameless.id() + "/", "{\"first_name\":\"\",\"last_name\":\"\"}")
                .expect(200);
        Somebody outsider = mates.called("Outsider");
        mates.give(ada, "auditor", shared);
        mates.give(ben, "reader", shared);
        mates.give(nameless, "reader", shared);
        String owners = "[\"" + ben.id() + "\",\"" + nameless.id() + "\",\"" + outsider.id() + "\"]";
        String risk = mates.seen(
                        boss.post(RISKS, "{\"name\":\"Flood\",\"folder\":\"" + shared + "\",\"owner\":" + owners + "}")
                                .expect(201))
                .id();

        Reply seen = ada.http().get(RISKS + risk + "/?expand=owner,created_by").expect(200);

        assertThat(seen.text()).doesNotContain("@").contains("Ben Example");
        assertThat(seen.json().path("owner").size()).isEqualTo(2);
        assertThat(seen.json().path("hidden_references").path("owner").asInt()).isEqualTo(1);
        assertThat(boss.get(RISKS + risk + "/?expand=owner").expect(200).text()).contains(nameless.email());
        assertThat(ada.http().get(RISKS + risk + "/history/").expect(200).text())
                .doesNotContain("@");
    }

    @Test
    void whoAuditsReadsWhatHappenedAndNobodysAddress() {
        Somebody auditor = mates.called("Auditor");
        String root = boss.get("/api/v1/folders/?content_type=root").ids().getFirst();
        mates.give(auditor, "auditor", root);
        try (var stream = EventStream.open(auditor.http(), "?types=user.*", "")) {
            Somebody fresh = mates.called("Fresh");
            var frame = stream.next().orElseThrow();
            while (!frame.event().equals("user.updated")) {
                assertThat(frame.data().toString()).doesNotContain(fresh.email());
                frame = stream.next().orElseThrow();
            }
            assertThat(frame.data().toString()).contains("Fresh").doesNotContain(fresh.email());
            assertThat(auditor.http()
                            .get("/api/v1/audit-log/export/")
                            .expect(200)
                            .text())
                    .doesNotContain(fresh.email());
            auditor.http().get(USERS + fresh.id() + "/history/").expect(403, 404);
            assertThat(auditor.http()
                            .get("/api/v1/events/?types=user.*")
                            .expect(200)
                            .text())
                    .doesNotContain(fresh.email());
        }
    }
}
