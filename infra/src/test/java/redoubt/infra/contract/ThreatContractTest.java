package redoubt.infra.contract;

import java.util.stream.Stream;
import redoubt.grc.Threat;

class ThreatContractTest extends ResourceContract<Threat> {

    ThreatContractTest() {
        super(Threat.class);
    }

    @Override
    String sample(int n) {
        return """
            {"name":"Flood %1$d","ref_id":"T-%1$d","description":"Of river %1$d","provider":%2$s,"is_published":%3$s,
             "labels":["water","q%4$d"]}\
            """.formatted(n, n % 3 == 0 ? "null" : "\"Office " + n % 3 + "\"", n % 2 == 0, n % 4);
    }

    @Override
    String change() {
        return "{\"description\":\"Of the sea\",\"provider\":\"Coast guard\"}";
    }

    @Override
    Stream<Mistake> mistakes() {
        return Stream.of(
                Mistake.of("name", "\"\"", "This field may not be blank."),
                Mistake.of("is_published", "\"true\"", "Must be a valid boolean."));
    }
}
