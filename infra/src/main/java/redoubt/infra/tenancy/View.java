package redoubt.infra.tenancy;

import java.util.List;
import java.util.Map;
import redoubt.api.tenancy.Shown;

/**
 * How a type is read. The tables are joined under aliases of which {@code t} is the thing itself; {@code asked} holds who asks
 * ({@code me}) and when ({@code now}).
 *
 * @param type what its rows are
 * @param noun by which it has its number
 * @param from the joined tables, and what must hold for all rows
 * @param columns what a row shows, by the components of the type
 * @param filters what is compared with the value of a filter, by its name
 * @param searched where words are looked for
 * @param orderings by which it can be ordered
 * @param order how it is ordered if nobody says so
 * @param personal whether only who leads its team, or administers the organization, sees it
 */
record View<I>(
        Class<I> type,
        String noun,
        String from,
        Map<String, String> columns,
        Map<String, String> filters,
        List<String> searched,
        Map<String, String> orderings,
        String order,
        boolean personal) {

    private static final String MEMBERSHIP = "%1$s.is_recursive and %1$s.folders = array[%2$s.root_folder]"
            + " and %1$s.role in ('administrator', 'reader')";
    private static final String WORD = "case %s.role when 'administrator' then 'security_team' else 'member' end";
    private static final String NAME = "coalesce(nullif(trim(u.first_name || ' ' || u.last_name), ''), u.email)";

    private static final String MEMBERS = "read.role_assignment t join read.organization o on o.id = t.org"
            + " join read.\"user\" u on u.id = t.\"user\" join account a on a.user_id = u.id";

    static final View<Shown.Organization> ORGANIZATION = new View<>(
            Shown.Organization.class,
            "organization",
            "read.organization t",
            Map.ofEntries(
                    Map.entry("id", "number_of('organization', t.id)"),
                    Map.entry("name", "t.name"),
                    Map.entry("domain", "t.domain"),
                    Map.entry("plan", "t.plan"),
                    Map.entry("businessUnitLabel", "t.business_unit_label"),
                    Map.entry(
                            "memberCount",
                            "(select count(*) from read.role_assignment m where m.org = t.org and "
                                    + MEMBERSHIP.formatted("m", "t") + ")"),
                    Map.entry(
                            "myRole",
                            "(select " + WORD.formatted("m") + " from read.role_assignment m where m.org = t.org"
                                    + " and m.\"user\" = asked.me and " + MEMBERSHIP.formatted("m", "t") + " limit 1)"),
                    Map.entry("createdAt", "t.created_at"),
                    Map.entry("updatedAt", "t.updated_at")),
            Map.of("id", "t.id = ?::uuid", "plan", "t.plan = ?"),
            List.of("t.name", "t.domain"),
            Map.of("name", "t.name", "created_at", "t.created_at"),
            "t.name",
            false);

    static final View<Shown.Membership> MEMBERSHIPS = new View<>(
            Shown.Membership.class,
            "role_assignment",
            MEMBERS + " where " + MEMBERSHIP.formatted("t", "o"),
            Map.of(
                    "id", "number_of('role_assignment', t.id)",
                    "organization", "number_of('organization', o.id)",
                    "organizationName", "o.name",
                    "user", "a.pk",
                    "userEmail", "u.email",
                    "role", WORD.formatted("t"),
                    "joinedAt", "t.created_at",
                    "createdAt", "t.created_at",
                    "updatedAt", "t.updated_at"),
            Map.of(
                    "id", "t.id = ?::uuid",
                    "organization", "t.org = ?::uuid",
                    "user", "t.\"user\" = ?::uuid",
                    "role", WORD.formatted("t") + " = ?"),
            List.of(),
            Map.of(),
            "o.name, o.id, a.pk",
            false);

    static final View<Shown.Member> MEMBER = new View<>(
            Shown.Member.class,
            "role_assignment",
            MEMBERS + " where " + MEMBERSHIP.formatted("t", "o"),
            Map.of(
                    "id", "number_of('role_assignment', t.id)",
                    "user", "a.pk",
                    "userEmail", "u.email",
                    "role", WORD.formatted("t"),
                    "joinedAt", "t.created_at"),
            Map.of("organization", "t.org = ?::uuid"),
            List.of(),
            Map.of(),
            "a.pk",
            false);

    static final View<Shown.BusinessUnit> UNIT = new View<>(
            Shown.BusinessUnit.class,
            "business_unit",
            "read.business_unit t",
            Map.of(
                    "id", "number_of('business_unit', t.id)",
                    "organization", "number_of('organization', t.org)",
                    "name", "t.name",
                    "code", "t.code",
                    "description", "t.description",
                    "parent", "number_of('business_unit', t.parent)",
                    "teamCount", "(select count(*) from read.team x where x.business_unit = t.id)",
                    "createdAt", "t.created_at",
                    "updatedAt", "t.updated_at"),
            Map.of("id", "t.id = ?::uuid", "organization", "t.org = ?::uuid", "parent", "t.parent = ?::uuid"),
            List.of("t.name", "t.code"),
            Map.of("name", "t.name", "created_at", "t.created_at"),
            "t.name",
            false);

    static final View<Shown.Team> TEAM = new View<>(
            Shown.Team.class,
            "team",
            "read.team t join read.organization o on o.id = t.org left join read.business_unit b on b.id ="
                    + " t.business_unit",
            Map.ofEntries(
                    Map.entry("id", "number_of('team', t.id)"),
                    Map.entry("organization", "number_of('organization', t.org)"),
                    Map.entry("businessUnit", "number_of('business_unit', b.id)"),
                    Map.entry("businessUnitName", "b.name"),
                    Map.entry("name", "t.name"),
                    Map.entry("code", "t.code"),
                    Map.entry("description", "t.description"),
                    Map.entry("memberCount", "(select count(*) from read.team_membership x where x.team = t.id)"),
                    Map.entry("isDefault", "(o.default_team is not distinct from t.id)"),
                    Map.entry(
                            "isMember",
                            "exists (select from read.team_membership x where x.team = t.id and x.\"user\" ="
                                    + " asked.me)"),
                    Map.entry("createdAt", "t.created_at"),
                    Map.entry("updatedAt", "t.updated_at")),
            Map.of(
                    "id", "t.id = ?::uuid",
                    "organization", "t.org = ?::uuid",
                    "business_unit", "t.business_unit = ?::uuid",
                    "is_default", "(o.default_team is not distinct from t.id) = ?",
                    "my_teams",
                            "(not ? or t.org = any(asked.administered) or exists (select from read.team_membership x"
                                    + " where x.team = t.id and x.\"user\" = asked.me))"),
            List.of("t.name", "t.code"),
            Map.of("name", "t.name", "created_at", "t.created_at"),
            "t.name",
            false);

    static final View<Shown.TeamMember> TEAM_MEMBER = new View<>(
            Shown.TeamMember.class,
            "team_membership",
            "read.team_membership t join read.team x on x.id = t.team join read.\"user\" u on u.id = t.\"user\""
                    + " join account a on a.user_id = u.id",
            Map.of(
                    "id", "number_of('team_membership', t.id)",
                    "team", "number_of('team', x.id)",
                    "teamName", "x.name",
                    "user", "a.pk",
                    "userEmail", "u.email",
                    "userName", NAME,
                    "role", "t.role",
                    "joinedAt", "t.created_at",
                    "createdAt", "t.created_at",
                    "updatedAt", "t.updated_at"),
            Map.of("id", "t.id = ?::uuid", "team", "t.team = ?::uuid"),
            List.of(),
            Map.of(),
            "a.pk",
            false);

    private static final String STATUS =
            "(case when t.status = 'pending' and t.expires_at <= asked.now then 'expired' else t.status end)";

    static final View<Shown.Invitation> INVITATION = new View<>(
            Shown.Invitation.class,
            "team_invitation",
            "read.team_invitation t join read.team x on x.id = t.team join read.organization o on o.id = t.org"
                    + " join invite_link l on l.invitation = t.id"
                    + " left join read.\"user\" u on u.id = t.invited_by left join account a on a.user_id = u.id",
            Map.ofEntries(
                    Map.entry("id", "t.id::text"),
                    Map.entry("team", "number_of('team', x.id)"),
                    Map.entry("teamName", "x.name"),
                    Map.entry("organizationName", "o.name"),
                    Map.entry("email", "t.email"),
                    Map.entry("role", "t.role"),
                    Map.entry("token", "encode(l.sealed, 'hex')"),
                    Map.entry("inviteUrl", "'/invite/'"),
                    Map.entry("invitedBy", "a.pk"),
                    Map.entry("invitedByEmail", "u.email"),
                    Map.entry("status", STATUS),
                    Map.entry("expiresAt", "t.expires_at"),
                    Map.entry("acceptedAt", "t.accepted_at"),
                    Map.entry("createdAt", "t.created_at"),
                    Map.entry("updatedAt", "t.updated_at")),
            Map.of("id", "t.id = ?::uuid", "team", "t.team = ?::uuid", "status", STATUS + " = ?"),
            List.of(),
            Map.of(),
            "t.created_at desc",
            true);

    private static final List<View<?>> ALL =
            List.of(ORGANIZATION, MEMBERSHIPS, MEMBER, UNIT, TEAM, TEAM_MEMBER, INVITATION);

    @SuppressWarnings("unchecked")
    static <I> View<I> of(Class<I> type) {
        return (View<I>) ALL.stream()
                .filter(view -> view.type() == type)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(type + " is not read"));
    }
}
