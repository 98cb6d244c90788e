package redoubt.model.access;

import java.util.Locale;
import java.util.Set;

/** A named set of permissions. The built-in roles; what each may do is the table of {@link #allows}. */
public enum Role {
    /** Reads. */
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
    ADMINISTRATOR;

    private static final Set<String> WORK =
            Set.of("risk", "applied_control", "asset", "threat", "compliance_assessment", "task");
    private static final Set<String> STRUCTURE = Set.of("folder", "risk_matrix", "framework");
    private static final Set<String> CATALOGUE = Set.of("requirement_assessment");

    /** The name on the wire. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the role includes the permission. */
    public boolean allows(Permission permission) {
        if (this == ADMINISTRATOR || permission.equals(Permission.STREAM_EVENTS)) {
            return true;
        }
        String codename = permission.codename();
        int cut = codename.indexOf('_');
        String verb = codename.substring(0, cut);
        String noun = codename.substring(cut + 1);
        boolean domain = WORK.contains(noun) || STRUCTURE.contains(noun) || CATALOGUE.contains(noun);
        return switch (verb) {
            case "view" -> domain || history(noun) || (this == AUDITOR && noun.equals("audit_log"));
            case "approve" -> this == APPROVER && noun.equals("risk");
            case "add", "change", "delete" -> writes(verb, noun);
            case "export", "verify" -> this == AUDITOR && noun.equals("audit_log");
            default -> false;
        };
    }

    private boolean history(String noun) {
        return noun.equals("history") && (this == ANALYST || this == DOMAIN_MANAGER || this == AUDITOR);
    }

    private boolean writes(String verb, String noun) {
        return switch (this) {
            case ANALYST -> WORK.contains(noun) || (verb.equals("change") && CATALOGUE.contains(noun));
            case DOMAIN_MANAGER ->
                WORK.contains(noun) || STRUCTURE.contains(noun) || (verb.equals("change") && CATALOGUE.contains(noun));
            default -> false;
        };
    }
}
