package redoubt.infra;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The server that takes letters.
 *
 * @param host its name; none by default
 * @param port its port
 * @param username for signing in there; none by default
 * @param password for signing in there
 * @param from the address that letters come from
 * @param tls whether nothing is sent without encryption
 */
public record MailSettings(
        @Nullable String host,
        @DefaultValue("587") @Min(1) @Max(65_535) int port,
        @Nullable String username,
        @Nullable String password,
        @DefaultValue("redoubt@localhost") @NotBlank String from,
        @DefaultValue("true") boolean tls) {

    /** What is empty is not set. */
    public MailSettings {
        host = host == null || host.isBlank() ? null : host;
        username = username == null || username.isBlank() ? null : username;
    }
}
