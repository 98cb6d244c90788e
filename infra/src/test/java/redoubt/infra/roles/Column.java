package redoubt.infra.roles;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import redoubt.model.access.Role;

/** In what role somebody asks. */
enum Column {
    NOBODY("", "nobody", Held.NOTHING, null),
    STRANGER("", "stranger", Held.NOTHING, null),
    FOLDER_READER("on a folder", "reader", Held.FOLDER, Role.READER),
    FOLDER_APPROVER("on a folder", "approver", Held.FOLDER, Role.APPROVER),
    FOLDER_ANALYST("on a folder", "analyst", Held.FOLDER, Role.ANALYST),
    FOLDER_MANAGER("on a folder", "manager", Held.FOLDER, Role.DOMAIN_MANAGER),
    FOLDER_AUDITOR("on a folder", "auditor", Held.FOLDER, Role.AUDITOR),
    FOLDER_ADMINISTRATOR("on a folder", "admin", Held.FOLDER, Role.ADMINISTRATOR),
    APPROVER("on the root", "approver", Held.ROOT, Role.APPROVER),
    ANALYST("on the root", "analyst", Held.ROOT, Role.ANALYST),
    MANAGER("on the root", "manager", Held.ROOT, Role.DOMAIN_MANAGER),
    AUDITOR("on the root", "auditor", Held.ROOT, Role.AUDITOR),
    MEMBER("there, as organization", "member", Held.ROOT, Role.READER),
    SECURITY_TEAM("there, as organization", "security", Held.ROOT, Role.ADMINISTRATOR),
    LEAD("in a team", "lead", Held.TEAM, Role.TEAM_LEAD),
    TEAM_MEMBER("in a team", "member", Held.TEAM, Role.TEAM_MEMBER),
    VIEWER("in a team", "viewer", Held.TEAM, Role.TEAM_VIEWER),
    READING_TOKEN("security's token", "reading", Held.ROOT, Role.ADMINISTRATOR),
    FOLDER_TOKEN("security's token", "folder", Held.ROOT, Role.ADMINISTRATOR);

    /** Where a role is held. */
    enum Held {
        NOTHING,
        FOLDER,
        ROOT,
        TEAM
    }

    /** What several columns have in common. */
    final String group;

    /** What the column is called within its group. */
    final String title;

    /** Where its role is held. */
    final Held held;

    private final @Nullable Role role;

    Column(String group, String title, Held held, @Nullable Role role) {
        this.group = group;
        this.title = title;
        this.held = held;
        this.role = role;
    }

    /** What is held there, if anything is. */
    Role role() {
        return Objects.requireNonNull(role, title);
    }
}
