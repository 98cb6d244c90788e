package redoubt.infra.demo;

import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import redoubt.command.Act;
import redoubt.command.Behaviour;
import redoubt.command.Commands;
import redoubt.command.Create;
import redoubt.command.Expected;
import redoubt.command.Form;
import redoubt.command.Perform;
import redoubt.command.Submission;
import redoubt.command.Update;
import redoubt.grc.Asset;
import redoubt.grc.ComplianceAssessment;
import redoubt.grc.Control;
import redoubt.grc.Folder;
import redoubt.grc.Framework;
import redoubt.grc.RequirementAssessment;
import redoubt.grc.Risk;
import redoubt.grc.RiskMatrix;
import redoubt.grc.Task;
import redoubt.grc.Threat;
import redoubt.model.Field;
import redoubt.model.NameBased;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.model.access.Principal;
import redoubt.model.failure.Complaints;
import redoubt.model.wire.Codec;
import redoubt.model.wire.Json;
import redoubt.model.wire.Naming;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Turns {@code demo/register.json} into commands. The file holds resources as clients would send them, in the order in
 * which they are created, with three liberties: {@code "key"} gives an entry a name by which later ones point at it as
 * {@code "@key"}; a text like {@code "+30d"} is the day so many days from now; and {@code "then"} lists what happens to
 * the resource afterwards, each step an update, an action, or what an assessment found. A mistake in the file is a bug and stops everything.
 */
final class RegisterFile {

    private static final String FILE = "/demo/register.json";
    private static final Pattern DAYS = Pattern.compile("[+-]\\d+d");
    private static final List<Class<?>> SECTIONS = List.of(
            RiskMatrix.class,
            Folder.class,
            Asset.class,
            Threat.class,
            Control.class,
            Risk.class,
            Task.class,
            Framework.class,
            ComplianceAssessment.class);

    private final Commands commands;
    private final ObjectNode content;
    private final Map<String, String> identifiers = new HashMap<>();
    private final List<Act<?>> acts = new ArrayList<>();

    private RegisterFile(Commands commands, Principal by, ObjectNode content) {
        this.commands = commands;
        this.content = content;
        identifiers.put("root", by.root());
        identifiers.put("me", Objects.requireNonNull(by.actor().user(), "The register needs somebody with an account"));
    }

    /** The file that the product brings. Reads it, so not for an event loop. */
    static RegisterFile onClassPath(Commands commands, Principal by) throws IOException {
        try (InputStream file = Objects.requireNonNull(RegisterFile.class.getResourceAsStream(FILE), FILE)) {
            return new RegisterFile(commands, by, (ObjectNode) Json.MAPPER.readTree(file));
        }
    }

    /** Everything in the file, with dates counted from that day. To be asked once. */
    List<Act<?>> acts(LocalDate today) {
        SECTIONS.forEach(type -> section(type, today));
        return List.copyOf(acts);
    }

    private <R> void section(Class<R> type, LocalDate today) {
        Shape<R> shape = Shape.of(type);
        content.get(shape.plural()).forEach(entry -> {
            ObjectNode values = (ObjectNode) resolved(entry, today);
            Ref<R> ref = commands.draw(type);
            if (values.remove("key") instanceof StringNode key) {
                identifiers.put(key.stringValue(), ref.id());
            }
            JsonNode steps = values.remove("then");
            acts.add(new Create<>(ref, Submission.of(patch(shape, values))));
            if (steps != null) {
                steps.forEach(step -> step.properties().forEach(each -> steps(shape, ref, each)));
            }
        });
    }

    private <R> void steps(Shape<R> shape, Ref<R> ref, Map.Entry<String, JsonNode> step) {
        if (step.getKey().equals("assess")) {
            step.getValue().properties().forEach(row -> acts.add(assessed(ref, row.getKey(), row.getValue())));
        } else {
            acts.add(step(shape, ref, step));
        }
    }

    /** What was found about the requirement with that URN. */
    private static Act<?> assessed(Ref<?> assessment, String urn, JsonNode found) {
        return new Update<>(
                Ref.of(RequirementAssessment.class, NameBased.id(assessment.id(), urn)),
                Submission.of(patch(Shape.of(RequirementAssessment.class), found)),
                Expected.ANY);
    }

    private <R> Act<R> step(Shape<R> shape, Ref<R> ref, Map.Entry<String, JsonNode> step) {
        return step.getKey().equals("update")
                ? new Update<>(ref, Submission.of(patch(shape, step.getValue())), Expected.ANY)
                : new Perform<>(ref, step.getKey(), Expected.ANY, Form.of(input(ref, step)));
    }

    private Object input(Ref<?> ref, Map.Entry<String, JsonNode> step) {
        Behaviour<?, ?, ?> behaviour = commands.behaviours().stream()
                .filter(each -> each.of() == ref.type() && each.name().equals(step.getKey()))
                .findFirst()
                .orElseThrow(() -> wrong(step.getValue(), "nobody knows how to " + step.getKey()));
        Complaints complaints = new Complaints();
        Object input = Codec.of(behaviour.input()).read(step.getValue(), Naming.SNAKE, step.getKey(), complaints);
        if (input == null || !complaints.isEmpty()) {
            throw wrong(step.getValue(), complaints.toFailure().toString());
        }
        return input;
    }

    private static <R> Patch<R> patch(Shape<R> shape, JsonNode values) {
        Complaints complaints = new Complaints();
        Patch<R> patch = Patch.of(shape.type());
        for (Map.Entry<String, JsonNode> member : values.properties()) {
            Field<R, ?> field = shape.fields().stream()
                    .filter(each ->
                            each.writable() && Naming.SNAKE.member(each.name()).equals(member.getKey()))
                    .findFirst()
                    .orElseThrow(() -> wrong(values, "nobody may write " + member.getKey()));
            patch = patch.with(
                    field, Codec.of(field.type()).read(member.getValue(), Naming.SNAKE, field.name(), complaints));
        }
        if (!complaints.isEmpty()) {
            throw wrong(values, complaints.toFailure().toString());
        }
        return patch;
    }

    private JsonNode resolved(JsonNode node, LocalDate today) {
        return switch (node) {
            case ObjectNode object -> {
                ObjectNode copy = object.objectNode();
                object.properties().forEach(member -> copy.set(member.getKey(), resolved(member.getValue(), today)));
                yield copy;
            }
            case ArrayNode array -> {
                ArrayNode copy = array.arrayNode(array.size());
                array.forEach(element -> copy.add(resolved(element, today)));
                yield copy;
            }
            case StringNode text -> StringNode.valueOf(resolved(text.stringValue(), today));
            default -> node;
        };
    }

    private String resolved(String text, LocalDate today) {
        if (DAYS.matcher(text).matches()) {
            return today.plusDays(Integer.parseInt(text.substring(0, text.length() - 1)))
                    .toString();
        }
        return text.startsWith("@")
                ? Objects.requireNonNull(identifiers.get(text.substring(1)), text + " comes later or never")
                : text;
    }

    private static IllegalStateException wrong(JsonNode where, String what) {
        return new IllegalStateException(FILE + ": " + what + " in " + where);
    }
}
