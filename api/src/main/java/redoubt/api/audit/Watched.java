package redoubt.api.audit;

import java.util.Locale;
import java.util.regex.Pattern;

/** What is worth knowing who looks at it. */
public enum Watched {
    /** Endpoints elsewhere, and what was sent to them. */
    WEBHOOKS("webhooks/.*"),
    /** Accounts. */
    USERS("users/.*"),
    /** Entries of the audit log; whoever takes it away or verifies it is on record anyway. */
    AUDIT("audit-log/(\\{position}/)?");

    private final Pattern paths;

    Watched(String paths) {
        this.paths = Pattern.compile("/api/(v1/)?" + paths);
    }

    /** As it is said in the log. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether that is what an endpoint shows. */
    boolean shownBy(String path) {
        return paths.matcher(path).matches();
    }
}
