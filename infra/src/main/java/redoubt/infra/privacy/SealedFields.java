package redoubt.infra.privacy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.model.Catalogue;
import redoubt.model.Erased;
import redoubt.model.EventName;
import redoubt.model.Field;
import redoubt.model.PersonalData;
import redoubt.model.Shape;
import redoubt.model.wire.Json;
import redoubt.model.wire.Naming;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The personal data in the payloads of events. Where a text would stand there stands {@code {"key": …, "sealed": …}}: which
 * key opens it, and the text under that key in Base64. A text in clear is read as it is.
 */
public final class SealedFields {

    private static final String KEY = "key";
    private static final String SEALED = "sealed";

    private final SubjectKeys keys;
    private final Map<String, Personal> byNoun = new HashMap<>();
    private final Map<String, Personal> byFact = new HashMap<>();
    private final Set<String> facts;

    /** What is personal in the events of that catalogue. Throws if something is that is no text. */
    public SealedFields(Catalogue catalogue, SubjectKeys keys) {
        this.keys = keys;
        this.facts = catalogue.facts().keySet();
        catalogue.resources().forEach(shape -> put(byNoun, shape.noun(), shape));
        catalogue.facts().forEach((name, fact) -> put(byFact, name, Shape.of(fact)));
    }

    private record Personal(String place, List<Field<?, ?>> fields) {}

    /**
     * An event and whom it is about.
     *
     * @param event what kind of event
     * @param subject the identifier of the resource that it happened to
     */
    public record About(String event, String subject) {}

    /**
     * A payload that is about to be read.
     *
     * @param event what kind of event it is of
     * @param json as it stands in the log
     */
    public record Payload(String event, String json) {}

    /** Whether events of that kind can say who somebody is. */
    public boolean concerns(String event) {
        return personal(event) != null;
    }

    /** Has the keys of people at hand, made where there are none. */
    public Mono<Void> beforeWriting(Stream<About> events) {
        Set<UUID> wanted = events.filter(event -> concerns(event.event()))
                .map(event -> UUID.fromString(event.subject()))
                .filter(subject -> keys.of(subject) == null)
                .collect(Collectors.toSet());
        return wanted.isEmpty() ? Mono.empty() : keys.make(wanted);
    }

    /** The payload of an event with its personal data under the key of whom they are about. */
    public String seal(About about, String json) {
        Personal personal = personal(about.event());
        if (personal == null) {
            return json;
        }
        SubjectKey key =
                Objects.requireNonNull(keys.of(UUID.fromString(about.subject())), "The key of a person is not at hand");
        ObjectNode payload = object(json);
        for (Field<?, ?> field : personal.fields()) {
            String member = Naming.EVENT.member(field.name());
            JsonNode value = payload.get(member);
            if (value != null && value.isString()) {
                payload.set(member, seal(key, context(personal, field), value.stringValue()));
            }
        }
        return payload.toString();
    }

    /** Has the keys at hand under which those payloads stand. */
    public Mono<Void> beforeReading(Stream<Payload> payloads) {
        Set<UUID> wanted = payloads.flatMap(this::keys)
                .filter(key -> keys.known(key) == null)
                .collect(Collectors.toSet());
        return wanted.isEmpty() ? Mono.empty() : keys.fetch(wanted);
    }

    /** The payload with its personal data in clear, or what stands in their place if the key was destroyed. */
    public String open(Payload sealed) {
        Personal personal = personal(sealed.event());
        if (personal == null) {
            return sealed.json();
        }
        ObjectNode payload = object(sealed.json());
        for (Field<?, ?> field : personal.fields()) {
            String member = Naming.EVENT.member(field.name());
            JsonNode value = payload.get(member);
            if (value != null && value.isObject()) {
                payload.put(member, open(personal, field, value));
            }
        }
        return payload.toString();
    }

    private Stream<UUID> keys(Payload payload) {
        Personal personal = personal(payload.event());
        if (personal == null) {
            return Stream.empty();
        }
        try {
            ObjectNode object = object(payload.json());
            return personal.fields().stream()
                    .map(field -> object.get(Naming.EVENT.member(field.name())))
                    .filter(value -> value != null && value.isObject())
                    .map(SealedFields::key)
                    .toList()
                    .stream();
        } catch (RuntimeException garbled) {
            // Whoever opens it will be told, and nobody else: a page holds other events as well.
            return Stream.empty();
        }
    }

    private static ObjectNode seal(SubjectKey key, String context, String text) {
        byte[] sealed = key.secret() == null
                // Nothing new is known of who was erased.
                ? new byte[0]
                : Aes.seal(key.secret(), context, text.getBytes(StandardCharsets.UTF_8));
        return Json.MAPPER
                .createObjectNode()
                .put(KEY, key.id().toString())
                .put(SEALED, Base64.getEncoder().encodeToString(sealed));
    }

    private String open(Personal personal, Field<?, ?> field, JsonNode value) {
        SubjectKey key = keys.known(key(value));
        if (key == null) {
            throw new IllegalArgumentException("There is no key " + key(value));
        }
        byte[] sealed = Base64.getDecoder().decode(value.required(SEALED).stringValue());
        return key.secret() == null
                ? Erased.text(field, key.subject().toString())
                : new String(Aes.open(key.secret(), context(personal, field), sealed), StandardCharsets.UTF_8);
    }

    private @Nullable Personal personal(String event) {
        return facts.contains(event) ? byFact.get(event) : byNoun.get(EventName.noun(event));
    }

    private static UUID key(JsonNode value) {
        return UUID.fromString(value.required(KEY).stringValue());
    }

    private static ObjectNode object(String json) {
        return (ObjectNode) Json.MAPPER.readTree(json);
    }

    private static String context(Personal personal, Field<?, ?> field) {
        return personal.place() + "." + field.name();
    }

    private static void put(Map<String, Personal> places, String place, Shape<?> shape) {
        List<Field<?, ?>> personal = new ArrayList<>();
        shape.fields().stream().filter(field -> field.is(PersonalData.class)).forEach(field -> {
            if (field.type() != String.class) {
                throw new IllegalStateException(field + " is personal and no text");
            }
            personal.add(field);
        });
        if (!personal.isEmpty()) {
            places.put(place, new Personal(place, personal));
        }
    }
}
