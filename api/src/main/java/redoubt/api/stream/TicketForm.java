package redoubt.api.stream;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import redoubt.api.http.Parameter;
import redoubt.api.http.Parameters;
import redoubt.api.route.Call;
import redoubt.api.route.Content;
import redoubt.api.route.Ordered;
import redoubt.model.Catalogue;
import redoubt.model.failure.Complaints;
import redoubt.model.failure.Refused;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a client wants its ticket to be for: the parameters of a stream, in a body. */
final class TicketForm {

    /** Two hundred identifiers and every event there is need less. */
    private static final int LONGEST = 32 * 1024;

    private static final List<Parameter> MEMBERS = members();

    static final Content WANTED = new Content.Formed(
            "StreamTicketRequest",
            Ordered.map("type", "object", "properties", properties()),
            Map.of("types", List.of("risk.*")));

    private TicketForm() {}

    private static List<Parameter> members() {
        List<Parameter> members = new ArrayList<>(Selection.PARAMETERS);
        members.addAll(Span.FIXED);
        return List.copyOf(members);
    }

    private static Map<String, Object> properties() {
        Map<String, Object> properties = new LinkedHashMap<>();
        MEMBERS.forEach(member -> {
            boolean several = "array".equals(member.schema().get("type"));
            Map<String, Object> schema = new LinkedHashMap<>();
            schema.put("type", several ? List.of("array", "string", "null") : List.of("string", "integer", "null"));
            if (several) {
                schema.put("items", Map.of("type", "string"));
            }
            schema.put("description", member.description());
            properties.put(member.name(), schema);
        });
        return properties;
    }

    /**
     * The question of a ticket, as a query string, for a log that stands at {@code head}.
     *
     * @throws Refused with everything that is wrong with it
     */
    static String read(Call call, Catalogue catalogue, long head) {
        Complaints complaints = new Complaints();
        String question = question(call.body(), complaints);
        if (question.length() > LONGEST) {
            complaints.add(Complaints.WHOLE, "A ticket may ask for less.");
        }
        if (!complaints.isEmpty()) {
            throw new Refused(complaints.toFailure());
        }
        Parameters asked = new Parameters(question);
        Selection.read(asked, catalogue);
        Span.read(asked, (String) null, head);
        asked.finish();
        return question;
    }

    private static String question(ObjectNode body, Complaints complaints) {
        List<String> known = MEMBERS.stream().map(Parameter::name).toList();
        List<String> pairs = new ArrayList<>();
        body.properties().forEach(member -> {
            if (!known.contains(member.getKey())) {
                complaints.add(member.getKey(), "Unknown field.");
            } else if (!member.getValue().isNull()
                    && !(member.getValue().isArray() && member.getValue().isEmpty())) {
                String text = text(member.getKey(), member.getValue(), complaints);
                pairs.add(member.getKey() + "=" + URLEncoder.encode(text, StandardCharsets.UTF_8));
            }
        });
        return String.join("&", pairs);
    }

    private static String text(String name, JsonNode value, Complaints complaints) {
        if (value.isArray()) {
            List<String> each = new ArrayList<>();
            value.forEach(item -> each.add(scalar(name, item, complaints)));
            return String.join(",", each);
        }
        return scalar(name, value, complaints);
    }

    private static String scalar(String name, JsonNode value, Complaints complaints) {
        if (value.isString()) {
            return value.stringValue();
        }
        if (!value.isIntegralNumber()) {
            complaints.add(name, "Expected a string, a whole number or a list of strings.");
        }
        return value.toString();
    }
}
