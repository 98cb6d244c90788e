package redoubt.people;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import redoubt.model.Always;
import redoubt.model.Filter;
import redoubt.model.Named;
import redoubt.model.PersonalData;
import redoubt.model.Required;
import redoubt.model.Resource;
import redoubt.model.Search;
import redoubt.model.Unique;
import redoubt.model.access.Quota;

/** An account: a person, or a program that acts under its own name. */
@Resource(name = "user", plural = "users")
public record User(
        @Required @NotBlank @Size(max = 100) @Unique @Named @PersonalData @Search
        String email,

        @Always @Size(max = 150) @PersonalData @Search String firstName,
        @Always @Size(max = 150) @PersonalData @Search String lastName,
        @Always @Filter Boolean isService,
        @Always @Filter Boolean isActive,
        @Nullable LocalDate expiryDate,
        @Nullable Quota rateLimitOverride) {

    /** Fills in what may be left out. */
    public User {
        firstName = Objects.requireNonNullElse(firstName, "");
        lastName = Objects.requireNonNullElse(lastName, "");
        isService = Objects.requireNonNullElse(isService, false);
        isActive = Objects.requireNonNullElse(isActive, true);
    }

    /** Whether the account may act on that day. */
    public boolean active(LocalDate today) {
        return isActive && (expiryDate == null || !today.isAfter(expiryDate));
    }

    /** The name people know the account by. */
    public String displayName() {
        String name = name();
        return name.isEmpty() ? email : name;
    }

    /** Their name; empty if they never said it. */
    public String name() {
        return (firstName + " " + lastName).strip();
    }
}
