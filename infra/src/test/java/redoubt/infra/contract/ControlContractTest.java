package redoubt.infra.contract;

import java.util.List;
import java.util.stream.Stream;
import redoubt.grc.Control;

class ControlContractTest extends ResourceContract<Control> {

    private static final List<String> STATUSES = List.of("to_do", "active", "--", "deprecated", "on_hold");
    private static final List<String> CATEGORIES = List.of("\"policy\"", "\"technical\"", "null");
    private static final List<String> EFFORTS = List.of("\"XS\"", "\"S\"", "\"M\"", "\"L\"", "\"XL\"", "null");

    private static final String COST = """
        {"currency":"EUR","amortization_period":2,"build":{"fixed_cost":%d.5,"people_days":2},\
        "run":{"fixed_cost":0,"people_days":1}}\
        """;

    ControlContractTest() {
        super(Control.class);
    }

    @Override
    String sample(int n) {
        return """
            {"name":"Door %1$d","ref_id":"C-%1$d","description":"Of house %1$d","reference_control":"urn:doors:%2$d",
             "status":"%3$s","category":%4$s,"csf_function":"protect","priority":%5$d,"effort":%6$s,
             "control_impact":%5$d,"progress_field":%9$d,"start_date":"2026-0%5$d-01","eta":%7$s,
             "expiry_date":"2027-0%5$d-01","link":"https://doors.example/%1$d","labels":["q%2$d"],"cost":%8$s}\
            """.formatted(
                        n,
                        n % 3,
                        STATUSES.get(n % 5),
                        CATEGORIES.get(n % 3),
                        1 + n % 4,
                        EFFORTS.get(n % 6),
                        n % 3 == 0 ? "null" : "\"2026-1%d-15\"".formatted(n % 3),
                        n % 4 == 0 ? "null" : COST.formatted(n * 7),
                        STATUSES.get(n % 5).equals("active") ? 100 : n);
    }

    @Override
    String change() {
        return "{\"control_impact\":5,\"observation\":\"It squeaks\",\"link\":null}";
    }

    @Override
    Stream<Mistake> mistakes() {
        return Stream.of(
                Mistake.of("name", "\"\"", "This field may not be blank."),
                Mistake.of("priority", "5", "Ensure this value is less than or equal to 4."),
                Mistake.of("effort", "\"xs\"", "\"xs\" is not a valid choice."),
                Mistake.of("progress_field", "101", "Ensure this value is less than or equal to 100."),
                Mistake.of("link", "\"ftp://doors.example\"", "Enter an absolute http or https URL."),
                new Mistake("cost", "{\"euros\":3}", "cost.euros", "Unknown field."),
                new Mistake(
                        "cost",
                        "{\"run\":{\"people_days\":-1}}",
                        "cost.run.people_days",
                        "Ensure this value is greater than or equal to 0."));
    }
}
