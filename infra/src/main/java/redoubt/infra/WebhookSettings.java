package redoubt.infra;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import redoubt.model.network.Network;

/**
 * How endpoints elsewhere are told of what happens.
 *
 * @param allowHttp whether they may be told without encryption
 * @param allowedCidrs addresses that may be reached although they are none of the world
 * @param allowedHosts names that may be reached wherever they lead: exact ones, or {@code *.} and a suffix
 * @param retrySchedule how long after the failure before it each attempt comes
 * @param proxy through which everything is sent; directly without one
 * @param max how many there may be in an organization
 * @param maxPerUser how many of them may be one user's
 * @param logDays for how many days it is known what became of messages
 */
public record WebhookSettings(
        @DefaultValue("false") boolean allowHttp,
        @DefaultValue List<Network> allowedCidrs,
        @DefaultValue List<String> allowedHosts,

        @DefaultValue({"0s", "5s", "5m", "30m", "2h", "5h", "10h", "14h", "20h", "24h"}) @NotEmpty
        List<@DurationMin Duration> retrySchedule,

        @Nullable
        @Pattern(
                regexp = "http://([^/@\\s]+@)?(\\[[0-9A-Fa-f:.]+\\]|[^/@:\\s\\[\\]]+):\\d{1,5}/?|",
                message = "must be http://host:port, with user:password@ before the host if need be")
        String proxy,

        @DefaultValue("100") @Min(1) int max,
        @DefaultValue("20") @Min(1) int maxPerUser,
        @DefaultValue("30") @Min(1) @Max(3_650) int logDays) {

    /** Keeps copies. */
    public WebhookSettings {
        allowedCidrs = List.copyOf(allowedCidrs);
        allowedHosts = List.copyOf(allowedHosts);
        retrySchedule = List.copyOf(retrySchedule);
        proxy = proxy == null || proxy.isBlank() ? null : proxy;
    }
}
