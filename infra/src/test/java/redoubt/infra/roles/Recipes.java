package redoubt.infra.roles;

import static java.util.Map.entry;
import static redoubt.infra.roles.Recipe.USUAL;
import static redoubt.infra.roles.Recipe.on;
import static redoubt.infra.roles.Recipe.onOwn;
import static redoubt.infra.roles.Recipe.sends;
import static redoubt.infra.roles.Recipe.sendsOwn;
import static redoubt.infra.roles.Recipe.with;

import java.util.Map;
import redoubt.infra.acceptance.Visitors;
import redoubt.infra.roles.Recipe.Maker;

/** What the document does not say about how its operations are called. Whatever is not named here is called as it says. */
final class Recipes {

    /** What the variable of a path means, by the beginning of the path. */
    static final Map<String, Maker> TARGETS = Map.ofEntries(
            entry("/api/v1/risks/", Things::risk),
            entry("/api/v1/applied-controls/", scene -> Things.named(scene, "applied-controls")),
            entry("/api/v1/assets/", scene -> Things.named(scene, "assets")),
            entry("/api/v1/threats/", scene -> Things.named(scene, "threats")),
            entry("/api/v1/tasks/", Things::task),
            entry("/api/v1/folders/", Things::folderBelow),
            entry("/api/v1/risk-matrices/", Things::matrix),
            entry("/api/v1/frameworks/", Things::framework),
            entry("/api/v1/compliance-assessments/", Things::assessment),
            entry("/api/v1/requirement-assessments/", Things::row),
            entry("/api/v1/users/", Things::user),
            entry("/api/v1/role-assignments/", Things::assignment),
            entry("/api/v1/events/", Things::position),
            entry("/api/v1/webhooks/", Things::webhook),
            entry("/api/organizations/", Scene::organization),
            entry("/api/memberships/", Persons::seat),
            entry("/api/organization-members/", Persons::seat),
            entry("/api/business-units/", Persons::unit),
            entry("/api/teams/", Scene::team),
            entry("/api/team-invitations/", Persons::invitation),
            entry("/api/invite/", Persons::invite));

    /** What stands in bodies in place of what the examples of the document hold. */
    static final Map<String, Maker> MEMBERS = Map.ofEntries(
            entry("name", Things::unique),
            entry("code", Things::unique),
            entry("urn", Things::unique),
            entry("username", scene -> Things.unique(scene).replace(' ', '-')),
            entry("email", Things::email),
            entry("folder", Things::folder),
            entry("framework", Things::baseline),
            entry("parent_folder", Things::folder),
            entry("expires_on", Things::inAYear),
            entry("expiresAt", Things::inThreeDays),
            entry("organization", Scene::organization),
            entry("team", Scene::team),
            entry("businessUnit", Persons::unit),
            entry("parent", _ -> "null"));

    private static final Map<String, Recipe> GRC = Map.ofEntries(
            entry("list_risks", USUAL.asking("?ordering=-created_at")),
            entry("revoke_acceptance_risk", on(Things::acceptedRisk)),
            entry("bulk_risks", sends(Things::bulk)),
            entry("bulk_applied_controls", sends(Things::bulk)),
            entry("bulk_tasks", sends(Things::bulk)),
            entry("list_tasks", on(Things::task).asking("?ordering=-created_at")),
            entry("compare_task", USUAL.asking("?from=v1")),
            entry("revert_api_token", onOwn(Things::token)),
            entry("revert_requirement_assessment", on(Things::touched)),
            entry("compare_risk", USUAL.asking("?from=v1")),
            entry("compare_settings", USUAL.asking("?from=p1")),
            entry("read_webhook_event_type_schema", USUAL.named("risk.created")),
            entry("compare_folder", USUAL.asking("?from=v1")),
            entry("compare_control", USUAL.asking("?from=v1")),
            entry("compare_asset", USUAL.asking("?from=v1")),
            entry("compare_threat", USUAL.asking("?from=v1")),
            entry(
                    "list_applied_controls",
                    on(scene -> Things.named(scene, "applied-controls")).asking("?ordering=-created_at")),
            entry("list_assets", on(scene -> Things.named(scene, "assets")).asking("?ordering=-created_at")),
            entry("list_threats", on(scene -> Things.named(scene, "threats")).asking("?ordering=-created_at")),
            entry("compare_risk_matrix", USUAL.asking("?from=v1")),
            entry("list_requirement_assessments", on(Things::row).asking("?ordering=-created_at")),
            entry("list_compliance_assessments", on(Things::assessment).asking("?ordering=-created_at")),
            entry("read_requirement_assessment_history", on(Things::touched)),
            entry("compare_requirement_assessment", USUAL.asking("?from=v0")),
            entry("compare_assessment", USUAL.asking("?from=v1")),
            entry("compare_assessments", USUAL.asking("?with={id}")),
            entry("reopen_assessment", on(Things::completed)),
            entry("bulk_requirement_assessments_of_assessment", sends(Things::updates)),
            entry("create_risk_matrix", with("folder", Things::folder)),
            entry("replace_risk_matrix", with("folder", Things::folder)),
            entry("list_api_tokens", onOwn(Things::token)),
            entry("read_api_token", onOwn(Things::token)),
            entry("amend_api_token", onOwn(Things::token)),
            entry("delete_api_token", onOwn(Things::token)),
            entry("read_api_token_history", onOwn(Things::token)),
            entry("list_webhooks", on(Things::webhook)),
            entry("create_webhook", with("name", Things::unique)),
            entry("compare_webhook", USUAL.asking("?from=v1")),
            entry("list_webhook_deliveries", on(Things::delivery)),
            entry("read_webhook_delivery", on(Things::delivery)),
            entry("redeliver_webhook_delivery", on(Things::delivery)),
            entry("read_webhook_replay", on(Things::replay)),
            entry("create_role_assignment", sends(scene -> Things.wanted(scene, Things.user(scene)))),
            entry("list_role_assignments", on(Things::assignment)),
            entry("rebuild_projection", with("reason", Things::reasonWhenIdle)),
            entry("rebuild_all_projections", with("reason", Things::reasonWhenIdle)),
            entry("list_rebuilds", on(Things::rebuild)),
            entry("read_rebuild", on(Things::rebuild)),
            entry("follow_rebuild", on(Things::rebuild)),
            entry("cancel_rebuild", on(Things::slowRebuild)),
            entry("list_parked_events", on(Things::parked).named("folders")),
            entry("read_parked_events", on(Things::parked).named("folders")),
            entry("retry_parked_events", on(Things::parked).named("folders")),
            entry("drop_parked_events", on(Things::parked).named("folders")),
            // Nobody looks at that table meanwhile.
            entry("pause_projection", USUAL.named("sessions")),
            entry("resume_projection", USUAL.named("sessions")),
            entry("list_streams", on(Things::stream)),
            entry("close_stream", on(Things::stream)),
            entry("report_changes", on(Things::entry).asking("?from=1")),
            entry("list_audit_log", on(Things::entry)),
            entry("read_audit_log_entry", on(Things::entry)),
            entry("start_verification", sends(_ -> Things.BRIEF)),
            entry("read_verification", on(Things::verification)));

    private static final Map<String, Recipe> ACCOUNTS = Map.ofEntries(
            entry("sign_in", sends(Persons::signIn).again()),
            entry("register", sends(Persons::registration)),
            entry("verify_email", sends(Persons::key)),
            entry("request_email_verification", sends(Persons::address).again()),
            entry(
                    "sign_out",
                    sendsOwn((actor, _) -> "{\"refresh\":\"" + actor.refresh() + "\"}")
                            .byAnother()),
            entry(
                    "change_password",
                    sends(_ -> "{\"old_password\":\"%s\",\"new_password1\":\"%s\",\"new_password2\":\"%s\"}"
                                    .formatted(Visitors.PASSWORD, Visitors.OTHER, Visitors.OTHER))
                            .again()),
            entry("request_password_reset", sends(Persons::address).again()),
            entry("reset_password", sends(Persons::reset)),
            entry("refresh_token", sends(Persons::refresh).again()),
            entry("verify_token", sends(Persons::access).again()));

    private static final Map<String, Recipe> TENANCY = Map.ofEntries(
            entry("create_organization", USUAL.byAnother()),
            entry("delete_organization", on(Persons::organization)),
            entry("add_organization_member", with("user", Persons::known)),
            entry("remove_organization_member", with("user", Persons::member)),
            entry("create_membership", with("user", Persons::known)),
            entry("delete_team", on(Persons::team)),
            entry("add_team_member", with("userId", Persons::member)),
            entry("remove_team_member", with("userId", Persons::teamMate)),
            entry("change_team_member_role", with("userId", Persons::teamMate)),
            entry("join_team", on(Persons::emptyTeam)),
            entry("list_business_units", on(Persons::unit)),
            entry("list_team_invitations", on(Persons::invitation)),
            entry(
                    "accept_invite",
                    onOwn((actor, scene) -> Persons.invitation(scene, actor.email())
                                    .path("token")
                                    .asString())
                            .byAnother()));

    private Recipes() {}

    /** How an operation is called. */
    static Recipe of(String operation) {
        return GRC.getOrDefault(operation, ACCOUNTS.getOrDefault(operation, TENANCY.getOrDefault(operation, USUAL)));
    }
}
