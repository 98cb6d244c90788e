package redoubt.infra.eventstore;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.axonframework.messaging.eventhandling.EventMessage;

/** Payloads are bare strings, and stand in the log as JSON strings; one of a type named "unreadable" cannot be read. */
final class StringFormat implements EventFormat {

    private final ObjectMapper json = new ObjectMapper();

    @Override
    public String write(EventMessage message) {
        try {
            return json.writeValueAsString(message.payload());
        } catch (JsonProcessingException unwritable) {
            throw new IllegalArgumentException(unwritable);
        }
    }

    @Override
    public Object read(String type, String version, String text) {
        if (type.equals("unreadable")) {
            throw new IllegalArgumentException("nobody understands this");
        }
        try {
            return json.readValue(text, String.class);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalArgumentException(unreadable);
        }
    }
}
