package redoubt.api.webhook;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import redoubt.command.Submission;
import redoubt.model.failure.Complaints;
import redoubt.webhook.SigningSecret;
import redoubt.webhook.Webhook;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a request says of an endpoint, taken apart: what everybody may know, and what is kept elsewhere.
 *
 * @param open what everybody may know
 * @param secret that is brought along; null for none
 * @param headers that are to be sent along; null if nothing is said of them
 * @param complaints about what is not for everybody
 */
record Secretly(
        ObjectNode open,
        @Nullable SigningSecret secret,
        @Nullable Map<String, String> headers,
        Complaints complaints) {

    static Secretly read(ObjectNode body) {
        ObjectNode open = body.deepCopy();
        Complaints complaints = new Complaints();
        SigningSecret secret = Given.read(open.remove(Given.MEMBER), complaints);
        JsonNode named = open.remove(StaticHeaders.MEMBER);
        Map<String, String> headers = named == null ? null : StaticHeaders.read(named, complaints);
        return new Secretly(open, secret, headers, complaints);
    }

    /** All that is wrong is said at once. */
    Submission<Webhook> with(Submission<Webhook> fields) {
        return (current, all) -> {
            if (!complaints.isEmpty()) {
                all.addAll(complaints.toFailure());
            }
            return fields.read(current, all);
        };
    }
}
