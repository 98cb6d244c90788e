package redoubt.api.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import redoubt.model.wire.Json;
import tools.jackson.databind.JsonNode;

/**
 * What types cannot tell about themselves: what a member means and what it may look like. A file beside this class holds
 * it, by the name of the schema and the name of the member; what stands nowhere is made up from its type.
 */
final class Notes {

    private final JsonNode tags;
    private final JsonNode types;
    private final JsonNode answers;
    private final JsonNode events;

    private Notes(JsonNode file) {
        this.tags = file.get("tags");
        this.types = file.get("types");
        this.answers = file.get("answers");
        this.events = file.get("events");
    }

    /** The notes that come with the program. */
    static Notes read() {
        try (InputStream file = Notes.class.getResourceAsStream("notes.json")) {
            if (file == null) {
                throw new IllegalStateException("notes.json is missing");
            }
            return new Notes(Json.MAPPER.readTree(file));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** What stands under a tag, in one sentence. */
    String tag(String name) {
        return tags.path(name).asString("Everything about: " + name + ".");
    }

    /** What has happened with an event of a name, in a sentence or two. */
    Optional<String> event(String name) {
        JsonNode note = events.path(name);
        return note.isString() ? Optional.of(note.stringValue()) : Optional.empty();
    }

    /** What a member means, in one sentence. */
    Optional<String> about(String type, String member) {
        JsonNode about = types.path(type).path(member).path("about");
        return about.isString() ? Optional.of(about.stringValue()) : Optional.empty();
    }

    /** What a member may look like; null if nothing is noted. */
    @Nullable
    JsonNode example(String type, String member) {
        return types.path(type).path(member).get("example");
    }

    /** The answer of an operation that answers with something of its own: a schema and an example. */
    @Nullable
    JsonNode answer(String operation) {
        return answers.get(operation);
    }

    /** Everything that is noted about types. */
    JsonNode types() {
        return types;
    }
}
