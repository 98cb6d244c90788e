package redoubt.api.webhook;

import org.jspecify.annotations.Nullable;
import redoubt.model.failure.Complaints;
import redoubt.webhook.SigningSecret;
import tools.jackson.databind.JsonNode;

/** The secret that somebody brings along. */
final class Given {

    static final String MEMBER = "secret";

    private Given() {}

    /** The secret; null if none is given, or something that is none, about which there is a complaint. */
    static @Nullable SigningSecret read(@Nullable JsonNode node, Complaints complaints) {
        if (node == null || node.isNull()) {
            return null;
        }
        SigningSecret secret =
                node.isString() ? SigningSecret.read(node.stringValue()).orElse(null) : null;
        if (secret == null) {
            complaints.add(MEMBER, "Must be whsec_ and 24 to 64 bytes in Base64.");
        }
        return secret;
    }
}
