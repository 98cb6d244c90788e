package redoubt.api.resource;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import redoubt.model.failure.Complaints;
import redoubt.model.wire.Codec;
import redoubt.model.wire.Identifiers;
import redoubt.model.wire.Json;
import redoubt.model.wire.Naming;
import redoubt.query.Criterion;
import tools.jackson.databind.JsonNode;

/** Reads values of filters from text, strictly. */
final class Texts {

    private static final Pattern WHOLE = Pattern.compile("-?\\d{1,16}");
    private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,30}(\\.\\d{1,30})?");

    private Texts() {}

    /** The value, or nothing after a complaint. */
    static Optional<Object> read(String text, Criterion criterion, Naming naming, String name, Complaints complaints) {
        return switch (criterion.kind()) {
            case INTEGER ->
                when(WHOLE, text, name, "A valid integer is required.", complaints)
                        .map(Long::valueOf);
            case DECIMAL ->
                when(DECIMAL, text, name, "A valid number is required.", complaints)
                        .map(BigDecimal::new);
            case BOOLEAN -> bool(text, name, complaints);
            case DATE -> coded(text, java.time.LocalDate.class, naming, name, complaints);
            // A plus sign that nobody escaped arrives as a space.
            case INSTANT -> coded(text.replace(' ', '+'), java.time.Instant.class, naming, name, complaints);
            case CHOICE -> choice(text, criterion, naming, name, complaints);
            case REF, REFS -> word(text, criterion, naming).or(() -> identifier(text, name, complaints));
            case TEXT, TEXTS, OBJECT -> Optional.of(text);
        };
    }

    private static Optional<String> when(
            Pattern form, String text, String name, String message, Complaints complaints) {
        if (form.matcher(text).matches()) {
            return Optional.of(text);
        }
        complaints.add(name, message);
        return Optional.empty();
    }

    private static Optional<Object> identifier(String text, String name, Complaints complaints) {
        Optional<String> id = Identifiers.read(text);
        if (id.isEmpty()) {
            complaints.add(name, "Must be a valid UUID.");
        }
        return id.map(Function.identity());
    }

    private static Optional<Object> bool(String text, String name, Complaints complaints) {
        if (text.equals("true") || text.equals("false")) {
            return Optional.of(text.equals("true"));
        }
        complaints.add(name, "Must be true or false.");
        return Optional.empty();
    }

    private static Optional<Object> coded(
            String text, Class<?> type, Naming naming, String name, Complaints complaints) {
        JsonNode node = Json.MAPPER.getNodeFactory().stringNode(text);
        return Optional.ofNullable(Codec.<Object>of(type).read(node, naming, name, complaints));
    }

    private static Optional<Object> choice(
            String text, Criterion criterion, Naming naming, String name, Complaints complaints) {
        Optional<Object> word = word(text, criterion, naming);
        if (word.isEmpty()) {
            complaints.add(name, "\"" + brief(text) + "\" is not a valid choice.");
        }
        return word;
    }

    private static Optional<Object> word(String text, Criterion criterion, Naming naming) {
        for (Enum<?> constant : criterion.choices()) {
            if (naming.constant(constant).equals(text)) {
                return Optional.of(constant);
            }
        }
        return Optional.empty();
    }

    private static String brief(String text) {
        return text.codePointCount(0, text.length()) <= 60
                ? text
                : text.substring(0, text.offsetByCodePoints(0, 60)) + "…";
    }
}
