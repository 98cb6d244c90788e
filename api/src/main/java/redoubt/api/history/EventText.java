package redoubt.api.history;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redoubt.identity.ApiToken;
import redoubt.model.Envelope;
import redoubt.model.Ref;
import redoubt.model.wire.Moments;
import redoubt.people.User;
import tools.jackson.core.JsonGenerator;

/** What stands beside the payload of an event, as histories and the audit log tell it. */
public final class EventText {

    private EventText() {}

    /** Which event it is. */
    public static void event(long position, String id, String type, Envelope envelope, JsonGenerator out) {
        out.writeNumberProperty("version", envelope.version());
        out.writeNumberProperty("position", position);
        out.writeStringProperty("id", id);
        out.writeStringProperty("type", type);
    }

    /**
     * When and why it came about, and who did it.
     *
     * @param names of those that the reader may know
     * @param ip from where it was asked for; null if that is not known
     */
    public static void cause(Envelope envelope, Map<Ref<?>, String> names, @Nullable String ip, JsonGenerator out) {
        out.writeStringProperty("recorded_at", Moments.print(envelope.at()));
        Envelope.Actor actor = envelope.actor();
        String user = actor.user();
        String token = actor.token();
        out.writeName("actor");
        out.writeStartObject();
        out.writeStringProperty("type", actor.type().name().toLowerCase(Locale.ROOT));
        text("id", user, out);
        text("name", name(envelope, names), out);
        text("token_id", token, out);
        text("token_name", token == null ? null : names.get(Ref.of(ApiToken.class, token)), out);
        text("ip", ip, out);
        out.writeEndObject();
        out.writeStringProperty("command", envelope.command());
        text("correlation_id", envelope.correlation(), out);
        text("causation_id", envelope.causation(), out);
    }

    /** What the one who did it is called, as far as the reader may know. */
    public static @Nullable String name(Envelope envelope, Map<Ref<?>, String> names) {
        String user = envelope.actor().user();
        return user == null ? envelope.system() : names.get(Ref.of(User.class, user));
    }

    /** Whose names are told beside what was changed. */
    public static void mentioned(Envelope envelope, Collection<Ref<?>> into) {
        Envelope.Actor actor = envelope.actor();
        if (actor.user() != null) {
            into.add(Ref.of(User.class, actor.user()));
        }
        if (actor.token() != null) {
            into.add(Ref.of(ApiToken.class, actor.token()));
        }
    }

    /** A text, or nothing. */
    public static void text(String name, @Nullable String value, JsonGenerator out) {
        if (value == null) {
            out.writeNullProperty(name);
        } else {
            out.writeStringProperty(name, value);
        }
    }
}
