package redoubt.identity;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import redoubt.grc.Folder;
import redoubt.model.Always;
import redoubt.model.Computed;
import redoubt.model.Filter;
import redoubt.model.Named;
import redoubt.model.Personal;
import redoubt.model.Ref;
import redoubt.model.Required;
import redoubt.model.Resource;
import redoubt.model.Search;
import redoubt.model.Sort;
import redoubt.people.User;

/** A credential for programs. The secret itself is shown once and never recorded. */
@Resource(name = "api_token", plural = "api-tokens")
public record ApiToken(
        @Required @NotBlank @Size(max = 255) @Named @Search @Sort
        String name,

        @Computed @Always String tokenPreview,
        @Sort @Filter(range = true) @Nullable Instant expiresAt,
        @Always Boolean readOnly,
        @Nullable Ref<Folder> folder,
        @Personal @Computed @Always @Filter Ref<User> owner,
        @Computed @Nullable Instant revokedAt,
        @Computed @Nullable Ref<User> revokedBy) {

    /** A token may write unless it is said not to. */
    public ApiToken {
        readOnly = Objects.requireNonNullElse(readOnly, false);
    }

    /** Whether the token is good, and why not. */
    public enum Status {
        /** It opens the door. */
        ACTIVE,
        /** Its time is over. */
        EXPIRED,
        /** It was taken back. */
        REVOKED;

        /** The name on the wire. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether the token is good at that moment; revocation outlives expiry. */
    public Status status(Instant now) {
        if (revokedAt != null) {
            return Status.REVOKED;
        }
        return expiresAt != null && !now.isBefore(expiresAt) ? Status.EXPIRED : Status.ACTIVE;
    }
}
