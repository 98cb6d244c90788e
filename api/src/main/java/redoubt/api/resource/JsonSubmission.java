package redoubt.api.resource;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import redoubt.api.dialect.Verb;
import redoubt.api.http.Spelled;
import redoubt.command.Submission;
import redoubt.model.Field;
import redoubt.model.Kind;
import redoubt.model.Patch;
import redoubt.model.Required;
import redoubt.model.failure.Complaints;
import redoubt.model.wire.Codec;
import redoubt.model.wire.Json;
import redoubt.model.wire.Naming;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.TokenBuffer;

/**
 * A JSON object as the fields a client sent. Members that clients only see are passed over, so that what was read can be
 * edited and sent back; members that nobody knows are complaints.
 */
final class JsonSubmission<R> implements Submission<R> {

    private final Members<R> members;
    private final ObjectNode body;
    private final Verb verb;

    JsonSubmission(Members<R> members, ObjectNode body, Verb verb) {
        this.members = members;
        this.body = Spelled.heard(body, members.dialect().naming());
        this.verb = verb;
    }

    @Override
    public Patch<R> read(@Nullable R current, Complaints complaints) {
        Patch<R> patch = Patch.of(members.shape().type());
        if (verb != Verb.AMEND) {
            required(complaints);
        }
        for (Map.Entry<String, JsonNode> member : body.properties()) {
            Field<R, ?> field = members.written(member.getKey());
            if (field != null) {
                patch = read(field, member.getValue(), current, patch, complaints);
            } else if (!members.shown(member.getKey())) {
                complaints.add(Spelled.as(member.getKey()), "Unknown field.");
            }
        }
        return patch;
    }

    private void required(Complaints complaints) {
        for (Field<R, ?> field : members.written()) {
            if (field.is(Required.class) && !body.has(naming().member(field.name()))) {
                complaints.add(field.name(), "This field is required.");
            }
        }
    }

    private Patch<R> read(
            Field<R, ?> field, JsonNode node, @Nullable R current, Patch<R> patch, Complaints complaints) {
        if (node.isNull()) {
            Members.Cleared cleared = members.cleared(field);
            // A pointer that was shown as null may be one that the writer cannot see: who decides will know.
            boolean perhapsHidden = field.kind() == Kind.REF && current != null;
            if (cleared.possible() || perhapsHidden) {
                return patch.with(field, cleared.value());
            }
            complaints.add(field.name(), "This field may not be null.");
            return patch;
        }
        JsonNode whole = verb == Verb.AMEND && field.kind() == Kind.OBJECT ? merged(field, node, current) : node;
        Object value = Codec.<Object>of(field.type()).read(whole, naming(), field.name(), complaints);
        return value == null ? patch : patch.with(field, value);
    }

    /** A nested object that is amended: what it is now, with the members that were sent put in. */
    private JsonNode merged(Field<R, ?> field, JsonNode sent, @Nullable R current) {
        Object now = current == null ? null : field.of(current);
        if (now == null || !sent.isObject()) {
            return sent;
        }
        try (TokenBuffer written = TokenBuffer.forGeneration()) {
            Codec.<Object>of(field.type()).write(now, written, naming());
            return merge(Json.MAPPER.readTree(written.asParser()), sent);
        }
    }

    private static JsonNode merge(JsonNode now, JsonNode sent) {
        if (!(sent instanceof ObjectNode changes)) {
            return sent;
        }
        ObjectNode merged = now instanceof ObjectNode object ? object : Json.MAPPER.createObjectNode();
        for (Map.Entry<String, JsonNode> change : changes.properties()) {
            if (change.getValue().isNull()) {
                merged.remove(change.getKey());
            } else {
                JsonNode before = merged.get(change.getKey());
                merged.set(change.getKey(), merge(before == null ? merged.nullNode() : before, change.getValue()));
            }
        }
        return merged;
    }

    private Naming naming() {
        return members.dialect().naming();
    }
}
