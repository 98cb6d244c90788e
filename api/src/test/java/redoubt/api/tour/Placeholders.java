package redoubt.api.tour;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redoubt.model.wire.Json;
import tools.jackson.databind.JsonNode;

/** Fills in what stands in double braces: variables, new identifiers, and parts of answers that came before. */
final class Placeholders {

    private static final Pattern HOLE = Pattern.compile("\\{\\{([^{}]+)}}");
    private static final Pattern PART = Pattern.compile("(\\w+)\\.response\\.(body\\.\\$\\.|headers\\.)(.+)");

    private final Map<String, String> variables;
    private final Map<String, HttpResponse<String>> answers = new HashMap<>();

    Placeholders(Map<String, String> variables) {
        this.variables = new HashMap<>(variables);
    }

    void remember(String name, HttpResponse<String> answer) {
        answers.put(name, answer);
    }

    String fill(String text) {
        return HOLE.matcher(text)
                .replaceAll(hole -> Matcher.quoteReplacement(value(hole.group(1).strip())));
    }

    private String value(String hole) {
        if (hole.equals("$guid")) {
            return UUID.randomUUID().toString();
        }
        String variable = variables.get(hole);
        if (variable != null) {
            return variable;
        }
        Matcher part = PART.matcher(hole);
        HttpResponse<String> answer = part.matches() ? answers.get(part.group(1)) : null;
        if (answer == null) {
            throw new IllegalArgumentException("Nothing is known about {{" + hole + "}}");
        }
        if (part.group(2).startsWith("headers")) {
            return answer.headers()
                    .firstValue(part.group(3))
                    .orElseThrow(() -> new IllegalArgumentException("No header for {{" + hole + "}}"));
        }
        JsonNode found = Json.MAPPER.readTree(answer.body());
        for (String step : part.group(3).replaceAll("\\[(\\d+)]", ".$1").split("\\.", -1)) {
            found = step.matches("\\d+") ? found.path(Integer.parseInt(step)) : found.path(step);
        }
        if (!found.isValueNode() || found.isNull()) {
            throw new IllegalArgumentException("No value for {{" + hole + "}} in " + answer.body());
        }
        return found.asString();
    }
}
