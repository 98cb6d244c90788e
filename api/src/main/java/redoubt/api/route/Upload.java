package redoubt.api.route;

import redoubt.api.http.Digests;
import redoubt.model.wire.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * A file that was sent.
 *
 * @param mediaType what it is, without parameters
 * @param bytes what is in it; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // taken in once, read once, never compared
public record Upload(String mediaType, byte[] bytes) {

    /** What stands for the file where requests are compared: two of them are the same if this is. */
    ObjectNode fingerprint(String query) {
        return Json.MAPPER
                .createObjectNode()
                .put("query", query)
                .put("media_type", mediaType)
                .put("sha256", Digests.sha256(bytes, 64));
    }
}
