package redoubt.infra.sweep;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import redoubt.infra.acceptance.Http;
import redoubt.infra.acceptance.Reply;
import redoubt.infra.sweep.Composer.Composed;

/** Everything that somebody can ask about their own, again and again. */
final class Watch {

    private final Http http;
    private final Map<String, Composed> questions = new LinkedHashMap<>();

    /** Asks in the name of an organization. */
    Watch(List<Operation> operations, Tenant own, Http http) {
        this.http = http;
        for (Operation operation : operations) {
            // Which streams are open is looked at by whoever opens one meanwhile.
            boolean open = operation.id().equals("list_streams");
            if (operation.asks() && !open && !TenantlessOperations.has(operation)) {
                Composed plain = new Composer(operation, Slot.of(operation, operations), own).plain();
                switch (operation.id()) {
                    // What comes later is told of as well, whoever's it is: that something happened, and who asked.
                    case "export_audit_log", "list_audit_log" ->
                        plain = plain.asking(
                                "position__lte", own.log().getLast().toString());
                    case "report_changes" ->
                        plain = plain.asking("from", "1")
                                .asking("to", own.log().getLast().toString());
                    case "stream_events" ->
                        plain = plain.asking("until", own.log().getLast().toString());
                    case "list_events" ->
                        plain = plain.asking("limit", Integer.toString(own.log().size()));
                    default -> {}
                }
                questions.put(operation.id(), plain);
                for (Operation.Parameter parameter : operation.parameters()) {
                    switch (parameter.name()) {
                        case "search" -> questions.put(operation.id() + " search", plain.asking("search", Tenant.SAME));
                        case "page_size" -> questions.put(operation.id() + " page", plain.asking("page_size", "1"));
                        default -> {}
                    }
                }
            }
        }
    }

    /** How many questions there are. */
    int size() {
        return questions.size();
    }

    /** What is answered otherwise than before, from where the answers part. */
    List<String> moved(Map<String, String> before) {
        List<String> moved = new ArrayList<>();
        answers().forEach((question, now) -> {
            String then = before.getOrDefault(question, "");
            if (!then.equals(now)) {
                int part = 0;
                while (part < Math.min(then.length(), now.length()) && then.charAt(part) == now.charAt(part)) {
                    part++;
                }
                moved.add(question + ": " + excerpt(then, part) + " is now " + excerpt(now, part));
            }
        });
        return moved;
    }

    private static String excerpt(String text, int from) {
        return text.substring(Math.max(0, from - 60), Math.min(text.length(), from + 200));
    }

    /** What is answered now: status, entity tag and body, without clocks. */
    Map<String, String> answers() {
        Map<String, String> answers = new LinkedHashMap<>();
        questions.forEach((name, question) -> {
            Reply reply = question.sent(http);
            Answer answer = Answer.of(reply, "no such text");
            answers.put(name, answer.status() + " " + reply.header("ETag") + "\n" + answer.text());
        });
        return answers;
    }
}
