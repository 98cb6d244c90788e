package redoubt.infra.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redoubt.infra.acceptance.Http;
import redoubt.infra.acceptance.Reply;
import redoubt.infra.acceptance.RunningRedoubt;

/**
 * What a page costs does not depend on how much stands on it. Histories are left out: they take a statement for each kind of
 * thing that they mention, whose names they tell. So is the list of tables, of which there are as many as the program has.
 */
@Timeout(300)
class StatementsTest {

    private static final int TRIES = 3;

    private final Questions questions = new Questions();

    @Test
    void aLongPageTakesAsManyStatementsAsAShortOne() {
        try (RunningRedoubt redoubt = RunningRedoubt.observed(questions, "--redoubt.demo=true")) {
            Http http = redoubt.http();
            // What is read of the log beside requests has come to its end.
            long head = http.get("/api/v1/meta/").json().path("event_head").asLong();
            http.with("X-Redoubt-Min-Position", Long.toString(head))
                    .get("/api/v1/audit-log/?page_size=1")
                    .expect(200);
            List<String> told = new ArrayList<>();
            for (Operation operation : Operation.all(http)) {
                String path = operation.asks() && pages(operation) ? path(operation, http) : null;
                if (path == null || http.get(path + "?page_size=2").results().size() < 2) {
                    continue;
                }
                List<String> one = statements(http, path + "?page_size=1");
                List<String> many = statements(http, path + "?page_size=500");
                if (operation.id().equals("list_audit_log")) {
                    // What all of it was done to is asked for its name: once for each kind that there is on the page.
                    assertThat(many.stream().filter(each -> !each.startsWith("begin")))
                            .doesNotHaveDuplicates();
                } else {
                    assertThat(many).as(path).hasSameSizeAs(one);
                }
                told.add(operation.id());
            }
            assertThat(told)
                    .contains(
                            "list_risks",
                            "list_applied_controls",
                            "list_assets",
                            "list_threats",
                            "list_folders",
                            "list_tasks",
                            "list_requirements_of_framework",
                            "list_requirement_assessments",
                            "list_requirement_assessments_of_assessment");
        }
    }

    /** The fewest of some tries: now and then something is looked at again that is remembered otherwise. */
    private List<String> statements(Http http, String question) {
        return IntStream.range(0, TRIES)
                .mapToObj(_ -> {
                    questions.forget();
                    http.get(question).expect(200);
                    return questions.taken();
                })
                .min(Comparator.comparing(List::size))
                .orElseThrow();
    }

    private static boolean pages(Operation operation) {
        return operation.id().startsWith("list_")
                && operation.path().startsWith("/api/v1/")
                && operation.parameters().stream().anyMatch(each -> each.name().equals("page_size"));
    }

    /** Where something is a list inside of one thing, the first of those things. */
    private static String path(Operation operation, Http http) {
        String path = operation.path();
        int variable = path.indexOf("{id}");
        if (variable < 0) {
            return path.contains("{") ? null : path;
        }
        Reply list = http.get(path.substring(0, variable) + "?page_size=1");
        return list.status() == 200 && !list.ids().isEmpty()
                ? path.replace("{id}", list.ids().getFirst())
                : null;
    }
}
