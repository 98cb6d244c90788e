package redoubt.model.access;

/**
 * The right to do one kind of thing to one kind of resource, named as clients know it: {@code change_risk}.
 *
 * @param codename the public name
 */
public record Permission(String codename) {

    /** The right to follow the stream of events. */
    public static final Permission STREAM_EVENTS = new Permission("stream_events");

    /** The right to read the history of resources. */
    public static final Permission VIEW_HISTORY = new Permission("view_history");

    /** The right to manage the accounts and tokens of others. */
    public static final Permission MANAGE_USERS = new Permission("manage_users");

    /** The right to say who holds which role in a folder and below. */
    public static final Permission MANAGE_ROLE_ASSIGNMENTS = new Permission("manage_role_assignments");

    /** The right to see where the log and its chain of hashes stand. */
    public static final Permission VIEW_AUDIT_LOG = new Permission("view_audit_log");

    /** The right to take the whole log away. */
    public static final Permission EXPORT_AUDIT_LOG = new Permission("export_audit_log");

    /** The right to have the log verified. */
    public static final Permission VERIFY_AUDIT_LOG = new Permission("verify_audit_log");

    /** The right to look after the tables that are made from the log. */
    public static final Permission MANAGE_PROJECTIONS = new Permission("manage_projections");

    /** The right to set up the house. */
    public static final Permission MANAGE_SETTINGS = new Permission("manage_settings");

    /** The right to make somebody the lead of a team, and to take that from them. */
    public static final Permission APPOINT_LEADS = new Permission("appoint_team_leads");

    /** The right to see resources of that noun. */
    public static Permission view(String noun) {
        return new Permission("view_" + noun);
    }

    /** The right to create resources of that noun. */
    public static Permission add(String noun) {
        return new Permission("add_" + noun);
    }

    /** The right to change resources of that noun. */
    public static Permission change(String noun) {
        return new Permission("change_" + noun);
    }

    /** The right to delete resources of that noun. */
    public static Permission delete(String noun) {
        return new Permission("delete_" + noun);
    }

    /** Whether the right leaves everything as it is. */
    public boolean reading() {
        return codename.startsWith("view_")
                || codename.startsWith("stream_")
                || codename.startsWith("export_")
                || codename.startsWith("verify_");
    }
}
