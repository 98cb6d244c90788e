package redoubt.infra.contract;

import java.util.List;
import java.util.stream.Stream;
import redoubt.grc.Risk;

class RiskContractTest extends ResourceContract<Risk> {

    private static final List<String> STATUSES = List.of("open", "in_progress", "mitigated", "closed");
    private static final List<String> TREATMENTS = List.of("open", "mitigate", "transfer", "avoid");

    RiskContractTest() {
        super(Risk.class);
    }

    @Override
    String sample(int n) {
        return """
            {"name":"Vendor %1$d loses records","ref_id":"R-%1$d","description":"Told by auditor %1$d",
             "status":"%2$s","treatment":"%3$s","likelihood":%4$d,"impact":%5$d,"inherent_likelihood":5,
             "labels":["vendor","q%4$d"],"due_date":"2026-0%4$d-15","review_date":%6$s,"strength_of_knowledge":1}\
            """.formatted(
                        n,
                        STATUSES.get(n % 4),
                        TREATMENTS.get(n / 2 % 4),
                        1 + n % 5,
                        1 + n / 3 % 5,
                        n % 3 == 0 ? "null" : "\"2027-03-0" + (1 + n % 9) + "\"");
    }

    @Override
    String change() {
        return "{\"impact\":4,\"treatment\":\"cancelled\",\"justification\":\"The vendor was replaced\"}";
    }

    @Override
    Stream<Mistake> mistakes() {
        return Stream.of(
                Mistake.of("name", "\"\"", "This field may not be blank."),
                Mistake.of("name", "\"" + "n".repeat(201) + "\"", "Ensure this field has no more than 200 characters."),
                Mistake.of("likelihood", "0", "Ensure this value is greater than or equal to 1."),
                Mistake.of("strength_of_knowledge", "3", "Ensure this value is less than or equal to 2."),
                new Mistake("labels", "[\"\"]", "labels.0", "This field may not be blank."));
    }
}
