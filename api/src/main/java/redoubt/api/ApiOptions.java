package redoubt.api;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import redoubt.api.audit.Watched;
import redoubt.api.route.Pace;
import redoubt.model.access.Quota;

/**
 * What an installation may choose about its face.
 *
 * @param publicBaseUrl where clients find it: scheme, host and port; every absolute URL begins with it
 * @param requireIfMatch whether changes and deletions must name the version they are about
 * @param heartbeat how long a stream may be silent
 * @param corsOrigins the origins whose pages may call it, exactly; empty for none
 * @param quota what a user may ask of the API
 * @param quotaElsewhere the same for what lies beside it
 * @param refusedPerMinute how often an address may come without a credential that is good
 * @param pace how slowly bodies may be sent
 * @param zone where its days begin
 * @param version of the program
 * @param watched what it is on record who looks at
 */
public record ApiOptions(
        String publicBaseUrl,
        boolean requireIfMatch,
        Duration heartbeat,
        List<String> corsOrigins,
        Quota quota,
        Quota quotaElsewhere,
        int refusedPerMinute,
        Pace pace,
        ZoneId zone,
        String version,
        Set<Watched> watched) {

    /** Keeps copies. */
    public ApiOptions {
        corsOrigins = List.copyOf(corsOrigins);
        watched = Set.copyOf(watched);
    }
}
