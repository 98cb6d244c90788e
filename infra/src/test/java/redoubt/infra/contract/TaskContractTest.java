package redoubt.infra.contract;

import java.util.List;
import java.util.stream.Stream;
import redoubt.grc.Task;

class TaskContractTest extends ResourceContract<Task> {

    private static final List<String> STATUSES = List.of("pending", "in_progress", "completed", "cancelled");

    TaskContractTest() {
        super(Task.class);
    }

    /** Due so late that no clock has anything to say about it meanwhile. */
    @Override
    String sample(int n) {
        return """
            {"name":"Review access %1$d","ref_id":"T-%1$d","description":"Asked by auditor %1$d",
             "status":"%2$s","observation":"Seen %1$d","labels":["access","q%3$d"],"due_date":%4$s,
             "link":"https://example.org/%1$d","recurrence":%5$s}\
            """.formatted(
                        n,
                        STATUSES.get(n % 4),
                        1 + n % 4,
                        n % 3 == 0 ? "null" : "\"2035-0" + (1 + n % 9) + "-28\"",
                        n % 3 == 2
                                ? "{\"frequency\":\"MONTHLY\",\"interval\":2,\"days_of_week\":null,\"end_date\":null,\"occurrences\":1}"
                                : "null");
    }

    @Override
    String change() {
        return "{\"observation\":\"Looked at again\",\"link\":null,\"status\":\"cancelled\"}";
    }

    @Override
    Stream<Mistake> mistakes() {
        return Stream.of(
                Mistake.of("name", "\"\"", "This field may not be blank."),
                Mistake.of("link", "\"ftp://example.org/\"", "Enter a valid http or https address."),
                new Mistake(
                        "recurrence",
                        "{\"frequency\":\"MONTHLY\",\"interval\":0}",
                        "recurrence.interval",
                        "Ensure this value is greater than or equal to 1."),
                new Mistake(
                        "recurrence",
                        "{\"frequency\":\"HOURLY\"}",
                        "recurrence.frequency",
                        "Choose DAILY, WEEKLY, MONTHLY or YEARLY."),
                new Mistake("labels", "[\"\"]", "labels.0", "This field may not be blank."));
    }
}
