package redoubt.api.stream;

import redoubt.api.http.JsonText;
import redoubt.api.resource.Expansion;
import redoubt.api.resource.Representation;
import redoubt.api.resource.Showing;
import redoubt.model.Deleted;
import redoubt.model.Envelope;
import redoubt.model.Event;
import redoubt.model.Fact;
import redoubt.model.Field;
import redoubt.model.PersonalData;
import redoubt.model.Shape;
import redoubt.model.Updated;
import redoubt.model.wire.Codec;
import redoubt.model.wire.Moments;
import redoubt.model.wire.Naming;
import redoubt.query.Sight;
import redoubt.query.feed.Publication;
import tools.jackson.core.JsonGenerator;

/** Events as the outside world is told of them: one envelope for everybody who follows, one line of JSON. */
final class Telling {

    private static final String TRUNCATED = "truncated";

    private final Showing showing;
    private final Naming naming;
    private final boolean reticent;

    Telling(Showing showing) {
        this(showing, false);
    }

    /** @param reticent whether nobody is told who somebody is, because what they are told cannot be taken back */
    Telling(Showing showing, boolean reticent) {
        this.showing = showing;
        this.naming = showing.dialect().naming();
        this.reticent = reticent;
    }

    /** The bytes of an envelope. */
    byte[] bytes(Publication told, Payload payload) {
        return JsonText.write(out -> {
            out.writeStartObject();
            write(told, payload, out);
            out.writeEndObject();
        });
    }

    /** The bytes of an envelope that was too long to be told in full. */
    byte[] truncated(Publication told) {
        return JsonText.write(out -> {
            out.writeStartObject();
            write(told, Payload.THIN, out);
            out.writeBooleanProperty(TRUNCATED, true);
            out.writeEndObject();
        });
    }

    /**
     * The bytes of a CloudEvent in its structured mode.
     *
     * @param id what the receiver knows it by
     * @param truncated whether it was too long to be told in full
     */
    byte[] cloudEvent(Publication told, Payload payload, String id, boolean truncated) {
        return JsonText.write(out -> {
            Event<?> event = told.event();
            String home = showing.url().of(showing.dialect().prefix());
            out.writeStartObject();
            out.writeStringProperty("specversion", "1.0");
            out.writeStringProperty("id", id);
            out.writeStringProperty("source", home);
            out.writeStringProperty("type", "redoubt." + event.name());
            out.writeStringProperty(
                    "subject",
                    Shape.of(event.ref().type()).plural() + "/" + event.ref().id());
            out.writeStringProperty("time", Moments.print(event.envelope().at()));
            out.writeStringProperty("datacontenttype", "application/json");
            out.writeStringProperty("dataschema", home + "/webhook-event-types/" + event.name() + "/schema/");
            out.writeStringProperty("position", Long.toString(event.position()));
            out.writeNumberProperty("resourceversion", event.envelope().version());
            if (truncated) {
                out.writeBooleanProperty(TRUNCATED, true);
            }
            out.writeName("data");
            out.writeStartObject();
            data(told, payload, out);
            out.writeEndObject();
            out.writeEndObject();
        });
    }

    private void write(Publication told, Payload payload, JsonGenerator out) {
        Event<?> event = told.event();
        Envelope envelope = event.envelope();
        out.writeStringProperty("type", event.name());
        out.writeStringProperty("timestamp", Moments.print(envelope.at()));
        if (payload != Payload.NONE) {
            out.writeName("data");
            out.writeStartObject();
            data(told, payload, out);
            out.writeEndObject();
        }
        out.writeNumberProperty("schema_version", event.schema());
        out.writeNumberProperty("position", event.position());
        out.writeName("resource");
        out.writeStartObject();
        out.writeStringProperty("type", event.ref().noun());
        out.writeStringProperty("id", event.ref().id());
        out.writeNumberProperty("version", envelope.version());
        out.writeEndObject();
        // Where something went that left the follower's sight is not theirs to know.
        out.writeStringProperty("folder", told.leftScope() ? null : envelope.folder());
        out.writeName("actor");
        out.writeStartObject();
        out.writeStringProperty("type", naming.constant(envelope.actor().type()));
        out.writeStringProperty("id", envelope.actor().user());
        out.writeEndObject();
        out.writeStringProperty("correlation_id", envelope.correlation());
    }

    private void data(Publication told, Payload payload, JsonGenerator out) {
        Event<?> event = told.event();
        if (told.leftScope() || payload == Payload.THIN) {
            out.writeStringProperty("id", event.ref().id());
            if (told.leftScope()) {
                out.writeBooleanProperty("left_scope", true);
            }
            return;
        }
        members(told.sight(), out);
        switch (event.change()) {
            case Updated<?> _ -> {
                out.writeName("changed_fields");
                out.writeStartArray();
                told.changed().forEach(name -> out.writeString(naming.member(name)));
                out.writeEndArray();
            }
            case Deleted<?> _ ->
                out.writeStringProperty(
                        "deleted_at", Moments.print(event.envelope().at()));
            case Fact<?> fact -> fact(fact, told.sight(), out);
            default -> {}
        }
    }

    private <R> void members(Sight<R> sight, JsonGenerator out) {
        Shape<R> shape = Shape.of(sight.known().ref().type());
        Representation<R> shown = reticent ? showing.reticent(shape) : showing.representation(shape);
        shown.members(sight, Expansion.NONE, out);
    }

    /** What a fact tells beyond the fields that it settled and what follows from them: that stands in the resource already. */
    private void fact(Fact<?> fact, Sight<?> sight, JsonGenerator out) {
        Shape<?> of = Shape.of(sight.known().ref().type());
        @SuppressWarnings("unchecked")
        Shape<Object> shape = (Shape<Object>) (Shape<?>) Shape.of(fact.getClass());
        for (Field<Object, ?> field : shape.fields()) {
            if (of.field(field.name()).isEmpty()
                    && !sight.derived().containsKey(field.name())
                    && !(reticent && field.is(PersonalData.class))) {
                out.writeName(naming.member(field.name()));
                Codec.<Object>of(field.type()).writeNullable(field.of(fact), out, naming);
            }
        }
    }
}
