package redoubt.model.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import redoubt.model.Envelope.Actor;
import redoubt.model.access.Principal.Limits;

/** Who may do what where. */
class AccessTest {

    /** Columns: reader, approver, analyst, domain_manager, auditor, administrator; in a team lead, member, viewer. */
    private static final String TABLE = """
        view_risk                      x x x x x x . . .
        view_applied_control           x x x x x x . . .
        view_asset                     x x x x x x . . .
        view_threat                    x x x x x x . . .
        view_risk_matrix               x x x x x x . . .
        view_framework                 x x x x x x . . .
        view_compliance_assessment     x x x x x x . . .
        view_requirement_assessment    x x x x x x . . .
        view_task                      x x x x x x . . .
        view_folder                    x x x x x x . . .
        stream_events                  x x x x x x . . .
        approve_risk                   . x . . . x . . .
        add_risk                       . . x x . x . . .
        change_risk                    . . x x . x . . .
        delete_risk                    . . x x . x . . .
        add_applied_control            . . x x . x . . .
        delete_task                    . . x x . x . . .
        change_compliance_assessment   . . x x . x . . .
        change_requirement_assessment  . . x x . x . . .
        add_requirement_assessment     . . . . . x . . .
        delete_requirement_assessment  . . . . . x . . .
        add_folder                     . . . x . x . . .
        change_folder                  . . . x . x . . .
        delete_folder                  . . . x . x . . .
        add_risk_matrix                . . . x . x . . .
        change_framework               . . . x . x . . .
        view_history                   . . x x x x . . .
        view_audit_log                 . . . . x x . . .
        export_audit_log               . . . . x x . . .
        verify_audit_log               . . . . x x . . .
        manage_users                   . . . . . x . . .
        manage_settings                . . . . . x . . .
        view_user                      . . . . . x . . .
        add_user                       . . . . . x . . .
        approve_folder                 . . . . . x . . .
        view_organization              x x x x x x . . .
        view_business_unit             x x x x x x . . .
        view_team                      x x x x x x x x x
        view_team_membership           x x x x x x x x x
        view_team_invitation           . . . . . x x . .
        view_role_assignment           . . . . . x . . .
        add_team                       x . . . . x . . .
        change_team                    . . . . . x x x .
        delete_team                    . . . . . x x x .
        add_team_membership            . . . . . x x x .
        change_team_membership         . . . . . x x x .
        delete_team_membership         . . . . . x x x .
        add_team_invitation            . . . . . x x x .
        change_team_invitation         . . . . . x x . .
        delete_team_invitation         . . . . . x x x .
        appoint_team_leads             . . . . . x x . .
        change_organization            . . . . . x . . .
        delete_organization            . . . . . x . . .
        add_role_assignment            . . . x . x . . .
        change_role_assignment         . . . . . x . . .
        delete_role_assignment         . . . x . x . . .
        manage_role_assignments        . . . x . x . . .
        view_webhook                   . . . x . x . . .
        add_webhook                    . . . x . x . . .
        change_webhook                 . . . x . x . . .
        delete_webhook                 . . . x . x . . .
        manage_projections             . . . . . x . . .
        add_business_unit              . . . . . x . . .
        change_business_unit           . . . . . x . . .
        delete_business_unit           . . . . . x . . .
        """;

    private static final List<String> PAYMENTS = List.of("payments", "finance", "root");
    private static final List<String> FINANCE = List.of("finance", "root");
    private static final List<String> SALES = List.of("sales", "root");

    static Stream<Arguments> cells() {
        return TABLE.lines().flatMap(line -> {
            String[] cells = line.split("\\s+");
            return Stream.of(Role.values())
                    .map(role -> Arguments.of(role, cells[0], cells[1 + role.ordinal()].equals("x")));
        });
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @MethodSource("cells")
    void aRoleAllowsWhatItsTableSays(Role role, String permission, boolean allowed) {
        assertThat(role.allows(new Permission(permission))).isEqualTo(allowed);
        Principal principal = holding(new Grant(role, "finance", true));
        assertThat(may(principal, permission, PAYMENTS)).isEqualTo(allowed);
        assertThat(may(principal, permission, SALES)).isFalse();
        assertThat(Access.allowsSomewhere(principal, new Permission(permission)))
                .isEqualTo(allowed);
    }

    @Test
    void aRoleReachesBelowItsFolderOnlyIfItIsRecursive() {
        Principal flat = holding(new Grant(Role.ANALYST, "finance", false));
        assertThat(may(flat, "add_risk", FINANCE)).isTrue();
        assertThat(may(flat, "add_risk", PAYMENTS)).isFalse();
        assertThat(may(flat, "add_risk", List.of("root"))).isFalse();
    }

    @Test
    void rolesAddUpButOnlyWhereTheyAreHeld() {
        Principal both = holding(new Grant(Role.READER, "root", true), new Grant(Role.ANALYST, "sales", true));
        assertThat(may(both, "view_risk", PAYMENTS)).isTrue();
        assertThat(may(both, "add_risk", PAYMENTS)).isFalse();
        assertThat(may(both, "add_risk", SALES)).isTrue();
    }

    @Test
    void whatStandsInSeveralFoldersIsReachedByWhoeverReachesAllOfThem() {
        Scope both = Scope.across("house", List.of(PAYMENTS, SALES));
        Permission manage = Permission.MANAGE_ROLE_ASSIGNMENTS;
        Grant finance = new Grant(Role.DOMAIN_MANAGER, "finance", true);
        assertThat(Access.allows(holding(finance), manage, both)).isFalse();
        assertThat(Access.allows(holding(finance, new Grant(Role.DOMAIN_MANAGER, "sales", false)), manage, both))
                .isTrue();
        assertThat(Access.allows(holding(finance), manage, Scope.across("house", List.of(PAYMENTS, FINANCE))))
                .isTrue();
        assertThat(Access.allows(holding(finance), manage, Scope.across("house", List.of())))
                .isFalse();
    }

    @Test
    void aRoleIsMadeOfWhatItAllowsOfWhatThereIs() {
        assertThat(Role.ADMINISTRATOR.permissions()).doesNotHaveDuplicates().hasSizeGreaterThan(40);
        assertThat(Role.APPROVER.permissions())
                .contains(new Permission("approve_risk"), Permission.STREAM_EVENTS)
                .allMatch(Role.ADMINISTRATOR.permissions()::contains)
                .doesNotContain(Permission.VIEW_HISTORY);
    }

    @Test
    void aTeamStandsBelowTheRootAndARoleOnItReachesNoOther() {
        List<String> crypto = List.of("crypto", "root");
        Principal member = holding(new Grant(Role.READER, "root", true), new Grant(Role.TEAM_MEMBER, "crypto", true));
        assertThat(may(member, "change_team", crypto)).isTrue();
        assertThat(may(member, "view_team", List.of("other", "root"))).isTrue();
        assertThat(may(member, "change_team", List.of("other", "root"))).isFalse();
        assertThat(may(member, "appoint_team_leads", crypto)).isFalse();
        assertThat(may(holding(new Grant(Role.TEAM_LEAD, "crypto", true)), "appoint_team_leads", crypto))
                .isTrue();
        assertThat(may(holding(new Grant(Role.ADMINISTRATOR, "root", true)), "delete_team", crypto))
                .isTrue();
    }

    @Test
    void whoActsInAnotherOrganizationHasTheRolesTheyHoldThere() {
        Principal ada = holding(new Grant(Role.ADMINISTRATOR, "root", true), new Grant(Role.READER, "top", true));
        Principal there = ada.in("umbrella", "top");
        Permission change = Permission.change("organization");
        assertThat(Access.allows(ada, change, Scope.of("house", List.of()))).isTrue();
        assertThat(Access.allows(there, change, Scope.of("umbrella", List.of())))
                .isFalse();
        assertThat(Access.allows(there, change, Scope.of("house", List.of()))).isFalse();
        assertThat(Access.allows(there, Permission.add("team"), Scope.of("umbrella", List.of())))
                .isTrue();
        assertThat(Access.allows(there.backed(), change, Scope.of("umbrella", List.of())))
                .isTrue();
        assertThat(Access.allows(there.backed(), change, Scope.of("house", List.of())))
                .isFalse();
    }

    @Test
    void anotherOrganizationIsOutOfReachWhateverTheRole() {
        Principal administrator = holding(new Grant(Role.ADMINISTRATOR, "root", true));
        assertThat(Access.allows(administrator, Permission.view("risk"), Scope.of("other", PAYMENTS)))
                .isFalse();
        assertThat(Access.allows(administrator, Permission.view("api_token"), new Scope("other", List.of(), "ada")))
                .isFalse();
    }

    @Test
    void aReadOnlyCredentialReadsAndNothingElse() {
        Principal reading = limited(true, null, new Grant(Role.ADMINISTRATOR, "root", true));
        for (String permission : List.of(
                "view_risk",
                "stream_events",
                "view_history",
                "view_audit_log",
                "export_audit_log",
                "verify_audit_log")) {
            assertThat(may(reading, permission, PAYMENTS)).as(permission).isTrue();
        }
        for (String permission : List.of("add_risk", "change_risk", "delete_risk", "approve_risk", "manage_users")) {
            assertThat(may(reading, permission, PAYMENTS)).as(permission).isFalse();
            assertThat(Access.allowsSomewhere(reading, new Permission(permission)))
                    .as(permission)
                    .isFalse();
        }
    }

    @Test
    void aCredentialLimitedToAFolderReachesNothingOutsideIt() {
        Principal limited = limited(false, "payments", new Grant(Role.ADMINISTRATOR, "root", true));
        assertThat(may(limited, "add_risk", PAYMENTS)).isTrue();
        assertThat(may(limited, "add_risk", List.of("cards", "payments", "finance", "root")))
                .isTrue();
        assertThat(may(limited, "view_risk", FINANCE)).isFalse();
        assertThat(may(limited, "view_risk", SALES)).isFalse();
        assertThat(may(limited, "add_user", List.of())).isFalse();
    }

    @Test
    void aLimitGivesNoRightsThatTheOwnerDoesNotHold() {
        Principal limited = limited(false, "payments", new Grant(Role.ANALYST, "sales", true));
        assertThat(may(limited, "view_risk", PAYMENTS)).isFalse();
        assertThat(may(limited, "view_risk", SALES)).isFalse();
    }

    @Test
    void thingsOutsideFoldersTakeARoleOnTheRoot() {
        assertThat(may(holding(new Grant(Role.ADMINISTRATOR, "root", false)), "add_user", List.of()))
                .isTrue();
        assertThat(may(holding(new Grant(Role.ADMINISTRATOR, "finance", true)), "add_user", List.of()))
                .isFalse();
    }

    @Test
    void personalThingsAreTheirOwnersWhateverTheirRoles() {
        Scope own = new Scope("house", List.of(), "ada");
        Scope anothers = new Scope("house", List.of(), "ben");
        Principal ada = holding();
        assertThat(Access.allows(ada, Permission.change("api_token"), own)).isTrue();
        assertThat(Access.allows(ada, Permission.view("api_token"), anothers)).isFalse();
        assertThat(Access.allows(limited(true, null), Permission.view("api_token"), own))
                .isTrue();
        assertThat(Access.allows(limited(true, null), Permission.add("api_token"), own))
                .isFalse();
    }

    @Test
    void onlyWhoManagesTheUsersOfTheWholeHouseReachesThePersonalThingsOfOthers() {
        Scope anothers = new Scope("house", List.of(), "ben");
        Permission delete = Permission.delete("api_token");
        Grant everywhere = new Grant(Role.ADMINISTRATOR, "root", true);
        assertThat(Access.allows(holding(everywhere), delete, anothers)).isTrue();
        assertThat(Access.allows(limited(true, null, everywhere), Permission.view("api_token"), anothers))
                .isTrue();
        assertThat(Access.allows(limited(true, null, everywhere), delete, anothers))
                .isFalse();
        assertThat(Access.allows(limited(false, "payments", everywhere), delete, anothers))
                .isFalse();
        assertThat(Access.allows(holding(new Grant(Role.ADMINISTRATOR, "finance", true)), delete, anothers))
                .isFalse();
        assertThat(Access.allows(holding(new Grant(Role.DOMAIN_MANAGER, "root", true)), delete, anothers))
                .isFalse();
    }

    @Test
    void aPublishedThingIsSeenFromBelowItsFolder() {
        assertThat(Access.seesPublished("finance", List.of(SALES, PAYMENTS))).isTrue();
        assertThat(Access.seesPublished("payments", List.of(SALES, FINANCE))).isFalse();
        assertThat(Access.seesPublished("finance", List.of())).isFalse();
    }

    @Test
    void theSystemMayDoEverythingInItsOwnHouse() {
        Principal system = Principal.system("house", "root");
        assertThat(may(system, "delete_risk", PAYMENTS)).isTrue();
        assertThat(Access.allows(system, Permission.add("api_token"), new Scope("house", List.of(), "ben")))
                .isTrue();
        assertThat(Access.allows(system, Permission.view("risk"), Scope.of("other", PAYMENTS)))
                .isFalse();
    }

    private static boolean may(Principal principal, String permission, List<String> folders) {
        return Access.allows(principal, new Permission(permission), Scope.of("house", folders));
    }

    private static Principal holding(Grant... grants) {
        return limited(false, null, grants);
    }

    private static Principal limited(boolean readOnly, String folder, Grant... grants) {
        return new Principal(
                new Actor(Actor.Type.USER, "ada", "token"),
                "house",
                "root",
                List.of(grants),
                new Limits(readOnly, folder));
    }
}
