package redoubt.model.access;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A named set of permissions. The built-in roles; what each may do is the table of {@link #allows}. */
public enum Role {
    /** Reads. As every member of an organization, makes teams in it. */
    READER,
    /** Reads and approves risks. */
    APPROVER,
    /** Reads, and writes what analysts write. */
    ANALYST,
    /** An analyst who also shapes the folders below their own. */
    DOMAIN_MANAGER,
    /** Reads, with history and audit. */
    AUDITOR,
    /** May do everything. */
    ADMINISTRATOR,
    /** In a team: works in it and leads it. */
    TEAM_LEAD,
    /** In a team: works in it and looks after its people. */
    TEAM_MEMBER,
    /** In a team: looks on. */
    TEAM_VIEWER;

    private static final Set<String> WORK =
            Set.of("risk", "applied_control", "asset", "threat", "compliance_assessment", "task");
    private static final Set<String> STRUCTURE = Set.of("folder", "risk_matrix", "framework");
    private static final Set<String> CATALOGUE = Set.of("requirement_assessment");

    /** What whoever shapes folders sees to in them, beside what lies in them. */
    private static final Set<String> CARE = Set.of("webhook", "role_assignment");

    private static final Set<String> TENANCY = Set.of("organization", "business_unit", "team", "team_membership");

    private static final Set<String> LOOKING_ON = Set.of("view_team", "view_team_membership");
    private static final Set<String> WORKING = Set.of(
            "change_team",
            "delete_team",
            "add_team_membership",
            "change_team_membership",
            "delete_team_membership",
            "add_team_invitation",
            // With the team. Who cannot see one cannot delete it alone.
            "delete_team_invitation");
    private static final Set<String> LEADING =
            Set.of("view_team_invitation", "change_team_invitation", Permission.APPOINT_LEADS.codename());

    /** The name on the wire. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the role includes the permission. */
    public boolean allows(Permission permission) {
        if (ofTeam()) {
            return inTeam(permission.codename());
        }
        if (this == ADMINISTRATOR || permission.equals(Permission.STREAM_EVENTS)) {
            return true;
        }
        String codename = permission.codename();
        int cut = codename.indexOf('_');
        String verb = codename.substring(0, cut);
        String noun = codename.substring(cut + 1);
        boolean domain = WORK.contains(noun) || STRUCTURE.contains(noun) || CATALOGUE.contains(noun);
        return switch (verb) {
            case "view" ->
                domain
                        || TENANCY.contains(noun)
                        || history(noun)
                        || (this == AUDITOR && noun.equals("audit_log"))
                        || (this == DOMAIN_MANAGER && noun.equals("webhook"));
            case "approve" -> this == APPROVER && noun.equals("risk");
            case "add" -> (this == READER && noun.equals("team")) || writes(verb, noun);
            case "change", "delete" -> writes(verb, noun);
            case "manage" -> this == DOMAIN_MANAGER && noun.equals("role_assignments");
            case "export", "verify" -> this == AUDITOR && noun.equals("audit_log");
            default -> false;
        };
    }

    /** What it includes of all that roles on folders are made of, by the names that clients know. */
    public List<Permission> permissions() {
        return Permissions.ALL.stream().filter(this::allows).toList();
    }

    /** Whether it is held on teams; all others are held on folders. */
    public boolean ofTeam() {
        return this == TEAM_LEAD || this == TEAM_MEMBER || this == TEAM_VIEWER;
    }

    private boolean inTeam(String codename) {
        return LOOKING_ON.contains(codename)
                || (this != TEAM_VIEWER && WORKING.contains(codename))
                || (this == TEAM_LEAD && LEADING.contains(codename));
    }

    private boolean history(String noun) {
        return noun.equals("history") && (this == ANALYST || this == DOMAIN_MANAGER || this == AUDITOR);
    }

    private boolean writes(String verb, String noun) {
        return switch (this) {
            case ANALYST -> WORK.contains(noun) || (verb.equals("change") && CATALOGUE.contains(noun));
            case DOMAIN_MANAGER ->
                WORK.contains(noun)
                        || STRUCTURE.contains(noun)
                        || (CARE.contains(noun) && !(verb.equals("change") && noun.equals("role_assignment")))
                        || (verb.equals("change") && CATALOGUE.contains(noun));
            default -> false;
        };
    }
}
