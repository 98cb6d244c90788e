package redoubt.api.tour;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file of requests as HTTP clients of editors read it: blocks between lines of three hashes. A block that begins with
 * {@code ### => 201} tells what the request before it is answered with; {@code # ~ text} within it, what the answer
 * contains.
 *
 * @param variables the variables that the file sets itself
 * @param requests in order
 */
record RequestFile(Map<String, String> variables, List<Request> requests) {

    private static final Pattern VARIABLE = Pattern.compile("@([A-Za-z]+)\\s*=\\s*(.*)");
    private static final Pattern NAME = Pattern.compile("#\\s*@name\\s+(\\w+)");
    private static final Pattern STATUS = Pattern.compile("=>\\s*(\\d{3})");

    /**
     * A request, placeholders still in it.
     *
     * @param title what it is about
     * @param name under which later ones find its answer; null for none
     * @param status what it is answered with; 0 if nobody said
     * @param contains what the answer contains
     */
    record Request(
            String title,
            @Nullable String name,
            String method,
            String url,
            Map<String, String> headers,
            String body,
            int status,
            List<String> contains) {

        Request answered(int with, List<String> texts) {
            return new Request(title, name, method, url, headers, body, with, texts);
        }
    }

    static RequestFile parse(String text) {
        Map<String, String> variables = new LinkedHashMap<>();
        List<Request> requests = new ArrayList<>();
        String[] blocks = text.split("(?m)^###", -1);
        blocks[0].lines().forEach(line -> {
            Matcher variable = VARIABLE.matcher(line);
            if (variable.matches()) {
                variables.put(variable.group(1), variable.group(2).strip());
            }
        });
        for (int i = 1; i < blocks.length; i++) {
            List<String> lines = blocks[i].lines().toList();
            Matcher status = STATUS.matcher(lines.getFirst().strip());
            if (!status.matches()) {
                requests.add(request(lines));
                continue;
            }
            List<String> contains = lines.stream()
                    .filter(line -> line.startsWith("# ~ "))
                    .map(line -> line.substring(4))
                    .toList();
            requests.add(requests.removeLast().answered(Integer.parseInt(status.group(1)), contains));
        }
        return new RequestFile(variables, requests);
    }

    private static Request request(List<String> lines) {
        String title = lines.getFirst().strip();
        String name = null;
        int at = 1;
        while (at < lines.size() && (lines.get(at).isBlank() || lines.get(at).startsWith("#"))) {
            Matcher named = NAME.matcher(lines.get(at));
            name = named.matches() ? named.group(1) : name;
            at++;
        }
        if (at == lines.size()) {
            throw new IllegalArgumentException("No request below \"" + title + "\"");
        }
        String[] start = lines.get(at++).split(" ", 2);
        Map<String, String> headers = new LinkedHashMap<>();
        while (at < lines.size() && !lines.get(at).isBlank()) {
            String[] header = lines.get(at++).split(":", 2);
            headers.put(header[0].strip(), header[1].strip());
        }
        String body = String.join("\n", lines.subList(at, lines.size())).strip();
        return new Request(title, name, start[0], start[1].strip(), headers, body, 0, List.of());
    }
}
