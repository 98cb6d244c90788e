package redoubt.api.resource;

import java.util.List;
import redoubt.api.http.EntityTags;
import redoubt.api.http.Parameter;
import redoubt.api.route.Call;
import redoubt.command.Expected;

/**
 * Which version a client believes it changes.
 *
 * @param demanded whether it must say so when it changes or deletes
 */
public record Preconditions(boolean demanded) {

    /** How it is said. */
    public static final Parameter PARAMETER = Parameter.header(
            "If-Match", "Do it only if this is still the version: the ETag, the version in quotes, or *.", "\"7\"");

    /** What a call that changes or deletes expects. */
    public Expected changing(Call call) {
        List<String> header = call.header("If-Match");
        return header.isEmpty() && demanded ? Expected.MISSING : acting(call);
    }

    /** What a call that acts expects. */
    public Expected acting(Call call) {
        List<String> header = call.header("If-Match");
        if (header.isEmpty()) {
            return Expected.ANY;
        }
        Long version = EntityTags.version(header);
        return version == null ? Expected.ANY : Expected.version(version);
    }
}
