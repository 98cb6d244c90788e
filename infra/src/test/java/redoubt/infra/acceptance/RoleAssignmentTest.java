package redoubt.infra.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static redoubt.infra.acceptance.Housemates.ASSIGNMENTS;
import static redoubt.infra.acceptance.Housemates.USERS;
import static redoubt.infra.acceptance.Housemates.wanted;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import redoubt.infra.acceptance.Housemates.Somebody;
import tools.jackson.databind.JsonNode;

/** Roles are given and taken over the API, and hold from then on. */
@ExtendWith(SharedRedoubt.class)
@Timeout(120)
class RoleAssignmentTest {

    private static final String ROLES = "/api/v1/roles/";
    private static final String RISKS = "/api/v1/risks/";
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    private final RunningRedoubt redoubt;
    private final Housemates mates;
    private final Http boss;

    RoleAssignmentTest(RunningRedoubt redoubt) {
        this.redoubt = redoubt;
        this.mates = new Housemates(redoubt);
        this.boss = redoubt.http();
    }

    @Test
    void theBuiltInRolesTellWhatTheyInclude() {
        List<JsonNode> roles = mates.somebody().http().get(ROLES).results();
        assertThat(roles.stream().map(role -> role.path("name").asString()))
                .containsExactly("reader", "approver", "analyst", "domain_manager", "auditor", "administrator");
        assertThat(permissions(roles.getFirst()))
                .contains("view_risk", "view_folder", "view_framework", "stream_events")
                .allMatch(each -> each.startsWith("view_") || each.equals("stream_events"))
                .doesNotContain("view_history", "view_webhook", "view_audit_log");
        assertThat(permissions(roles.get(1))).contains("approve_risk").doesNotContain("add_risk");
        assertThat(permissions(roles.get(2)))
                .contains("add_risk", "change_requirement_assessment", "view_history")
                .doesNotContain("add_folder", "approve_risk");
        assertThat(permissions(roles.get(3)))
                .contains("add_folder", "delete_webhook", "manage_role_assignments")
                .doesNotContain("manage_users", "approve_risk", "view_audit_log");
        assertThat(permissions(roles.get(4)))
                .contains("view_audit_log", "export_audit_log", "verify_audit_log")
                .doesNotContain("add_risk");
        assertThat(permissions(roles.get(5)))
                .contains("manage_users", "manage_settings", "manage_projections", "approve_risk");
        assertThat(roles).allMatch(role -> role.path("builtin").asBoolean());
        assertThat(boss.get(ROLES + "?page=2&page_size=4").names()).containsExactly("auditor", "administrator");
        boss.get(ROLES + "?page=3&page_size=4").expect(404);
        boss.get(ROLES + "?name=reader").expect(400);
        boss.anonymous().get(ROLES).expect(401);
    }

    private static List<String> permissions(JsonNode role) {
        return StreamSupport.stream(role.path("permissions").spliterator(), false)
                .map(JsonNode::asString)
                .toList();
    }

    @Test
    void aRoleOpensWhatItAllowsUntilItIsTakenAway() {
        Somebody ada = mates.somebody();
        String folder = mates.folder("");
        String risk = "{\"name\":\"Flood\",\"folder\":\"" + folder + "\"}";
        ada.http().post(RISKS, risk).expect(403);
        ada.http().get("/api/v1/folders/" + folder + "/").expect(404);

        String reader = mates.give(ada, "reader", folder);
        within(() -> ada.http().get("/api/v1/folders/" + folder + "/").status() == 200);
        ada.http().post(RISKS, risk).expect(403);

        String analyst = mates.give(ada, "analyst", folder);
        within(() -> ada.http().post(RISKS, risk).status() == 201);
        ada.http().post(RISKS, "{}").expect(400);

        boss.delete(ASSIGNMENTS + analyst + "/").expect(204);
        within(() -> ada.http().post(RISKS, risk).status() == 403);
        boss.delete(ASSIGNMENTS + reader + "/").expect(204);
        within(() -> ada.http().get("/api/v1/folders/" + folder + "/").status() == 404);
        boss.delete(ASSIGNMENTS + reader + "/").expect(404);
    }

    private static void within(java.util.function.BooleanSupplier holds) {
        Instant begun = Instant.now();
        while (!holds.getAsBoolean()) {
            assertThat(Duration.between(begun, Instant.now())).isLessThan(AT_ONCE);
        }
    }

    @Test
    void whatIsGivenIsToldAndListedAndCanBeNarrowedByAllThatItIs() {
        Somebody ada = mates.somebody();
        Somebody ben = mates.somebody();
        String above = mates.folder("");
        String below = mates.folder(above);
        String beside = mates.folder("");
        Reply made = boss.post(ASSIGNMENTS, wanted(ada.id(), "analyst", below, beside))
                .expect(201);
        assertThat(made.json().propertyNames())
                .containsExactly(
                        "id",
                        "user",
                        "role",
                        "folders",
                        "is_recursive",
                        "created_at",
                        "updated_at",
                        "created_by",
                        "updated_by",
                        "version");
        assertThat(made.text("user")).isEqualTo(ada.id());
        assertThat(made.json().path("is_recursive").asBoolean()).isTrue();
        assertThat(made.json().path("folders").size()).isEqualTo(2);
        String other = mates.give(ben, "reader", above);

        String mine = "?folder=" + above + "," + beside;
        assertThat(boss.get(ASSIGNMENTS + mine).ids()).containsExactly(made.id(), other);
        assertThat(boss.get(ASSIGNMENTS + mine + "&ordering=-created_at").ids()).containsExactly(other, made.id());
        assertThat(boss.get(ASSIGNMENTS + "?user=" + ada.id()).ids()).containsExactly(made.id());
        assertThat(boss.get(ASSIGNMENTS + mine + "&user__not=" + ada.id()).ids())
                .containsExactly(other);
        assertThat(boss.get(ASSIGNMENTS + mine + "&role=reader").ids()).containsExactly(other);
        assertThat(boss.get(ASSIGNMENTS + mine + "&role=reader,analyst").ids()).hasSize(2);
        assertThat(boss.get(ASSIGNMENTS + mine + "&role=auditor").ids()).isEmpty();
        assertThat(boss.get(ASSIGNMENTS + "?folder=" + below).ids()).containsExactly(made.id());
        assertThat(boss.get(ASSIGNMENTS + "?folder_exact=" + above).ids()).containsExactly(other);
        assertThat(boss.get(ASSIGNMENTS + mine + "&folder__not=" + below).ids()).containsExactly(other);
        assertThat(boss.get(ASSIGNMENTS + "?id=" + other).ids()).containsExactly(other);
        assertThat(boss.get(ASSIGNMENTS + mine + "&expand=user")
                        .results()
                        .getFirst()
                        .path("user")
                        .path("str"))
                .isNotNull();
        boss.get(ASSIGNMENTS + "?role=owner").expect(400);
        boss.get(ASSIGNMENTS + "?name=x").expect(400);
        boss.get(ASSIGNMENTS + other + "/").expect(405);
    }

    @Test
    void whatIsWrongIsSaidAtOnce() {
        Somebody ada = mates.somebody();
        String folder = mates.folder("");
        assertThat(boss.post(ASSIGNMENTS, "{}")
                        .expect(400)
                        .json()
                        .path("details")
                        .propertyNames())
                .containsExactlyInAnyOrder("user", "role", "folders");
        String nobody = "00000000-0000-7000-8000-000000000000";
        boss.post(ASSIGNMENTS, wanted(nobody, "reader", folder)).expect(400);
        assertThat(boss.post(ASSIGNMENTS, wanted(ada.id(), "reader", nobody))
                        .expect(400)
                        .complaints("folders"))
                .containsExactly("Object not found or not accessible.");
        boss.post(ASSIGNMENTS, wanted(ada.id(), "owner", folder)).expect(400);
        boss.post(ASSIGNMENTS, wanted(ada.id(), "team_lead", folder)).expect(400);
        boss.post(ASSIGNMENTS, "{\"user\":\"" + ada.id() + "\",\"role\":\"reader\",\"folders\":[]}")
                .expect(400);
        boss.post(ASSIGNMENTS, wanted(ada.id(), "reader", folder).replace("}", ",\"nobody\":1}"))
                .expect(400);
    }

    @Test
    void whoManagesAPartOfTheTreeGivesWhatTheyHoldThere() {
        Somebody manager = mates.somebody();
        Somebody ada = mates.somebody();
        String part = mates.folder("");
        String inner = mates.folder(part);
        String other = mates.folder("");
        manager.http().get(ASSIGNMENTS).expect(403);
        String own = mates.give(manager, "domain_manager", part);
        String foreign = mates.give(ada, "reader", other);
        String administrator = mates.give(ada, "administrator", inner);
        within(() -> manager.http().get(ASSIGNMENTS).status() == 200);

        String analyst = manager.http()
                .post(ASSIGNMENTS, wanted(ada.id(), "analyst", inner))
                .expect(201)
                .id();
        for (String role : List.of("approver", "auditor", "administrator")) {
            manager.http().post(ASSIGNMENTS, wanted(ada.id(), role, inner)).expect(403);
        }
        manager.http().post(ASSIGNMENTS, wanted(ada.id(), "reader", other)).expect(400);
        manager.http()
                .post(ASSIGNMENTS, wanted(ada.id(), "reader", inner, other))
                .expect(400);
        assertThat(manager.http().get(ASSIGNMENTS).ids()).containsExactly(own, administrator, analyst);
        manager.http().delete(ASSIGNMENTS + foreign + "/").expect(404);
        manager.http().delete(ASSIGNMENTS + administrator + "/").expect(403);
        manager.http().delete(ASSIGNMENTS + analyst + "/").expect(204);
        ada.http().get(ASSIGNMENTS).expect(200);
        boss.delete(ASSIGNMENTS + administrator + "/").expect(204);
        within(() -> ada.http().get(ASSIGNMENTS).status() == 403);
        ada.http().delete(ASSIGNMENTS + foreign + "/").expect(403);
    }

    @Test
    void theLastAdministratorStays() {
        try (var fresh = RunningRedoubt.start()) {
            Http only = fresh.http();
            String first = only.get(ASSIGNMENTS + "?role=administrator").ids().getFirst();
            Reply refused = only.delete(ASSIGNMENTS + first + "/").expect(409);
            assertThat(refused.text("error")).isEqualTo("conflict");
            assertThat(refused.text("code")).isEqualTo("last_administrator");
            String root = only.get("/api/v1/folders/?content_type=root").ids().getFirst();
            String user = only.post(USERS, "{\"email\":\"second@example.com\"}")
                    .expect(201)
                    .id();
            only.post(ASSIGNMENTS, wanted(user, "administrator", root)).expect(201);
            only.delete(ASSIGNMENTS + first + "/").expect(204);
            only.get(ASSIGNMENTS).expect(403);
        }
    }

    @Test
    void rolesOnAFolderGoWithIt() {
        Somebody ada = mates.somebody();
        String gone = mates.folder("");
        String kept = mates.folder("");
        String only = mates.give(ada, "reader", gone);
        String both = mates.give(ada, "analyst", gone, kept);
        boss.delete("/api/v1/folders/" + gone + "/").expect(204);

        assertThat(boss.get(ASSIGNMENTS + "?user=" + ada.id()).ids())
                .containsExactly(both)
                .doesNotContain(only);
        assertThat(boss.get(ASSIGNMENTS + "?user=" + ada.id())
                        .results()
                        .getFirst()
                        .path("folders")
                        .toString())
                .isEqualTo("[\"" + kept + "\"]");
    }

    @Test
    void anOpenStreamEndsWhenTheRightIsLost() {
        Somebody ada = mates.somebody();
        String given = mates.give(ada, "reader", mates.folder(""));
        within(() -> ada.http().get("/api/v1/events/?timeout=0").status() != 403);
        try (var stream = EventStream.open(ada.http(), "", "")) {
            assertThat(stream.next().orElseThrow().event()).isEqualTo("stream.ready");
            Instant before = Instant.now();
            boss.delete(ASSIGNMENTS + given + "/").expect(204);
            var frame = stream.next().orElseThrow();
            while (!frame.event().equals("stream.closing")) {
                frame = stream.next().orElseThrow();
            }
            assertThat(frame.data().path("reason").asString()).isEqualTo("permission_lost");
            assertThat(Duration.between(before, Instant.now())).isLessThan(AT_ONCE);
        }
    }

    @Test
    void itIsDoneOnceUnderAKeyAndIsInTheLog() {
        Somebody ada = mates.somebody();
        String form = wanted(ada.id(), "reader", mates.folder(""));
        Http keyed = boss.with("Idempotency-Key", java.util.UUID.randomUUID().toString());
        Reply first = keyed.post(ASSIGNMENTS, form).expect(201);
        assertThat(keyed.post(ASSIGNMENTS, form).expect(201).text()).isEqualTo(first.text());
        boss.with("If-Match", "\"7\"").delete(ASSIGNMENTS + first.id() + "/").expect(412);
        boss.with("If-Match", "\"1\"").delete(ASSIGNMENTS + first.id() + "/").expect(204);
        assertThat(Dump.events(redoubt.database(), "role_assignment.created"))
                .anyMatch(row -> row.contains(first.id()));
        assertThat(Dump.events(redoubt.database(), "role_assignment.deleted"))
                .anyMatch(row -> row.contains(first.id()));
    }
}
