package redoubt.infra.contract;

import java.util.stream.Stream;
import redoubt.grc.RiskMatrix;

class RiskMatrixContractTest extends ResourceContract<RiskMatrix> {

    private static final String AXIS =
            "{\"abbreviation\":\"%1$s\",\"name\":\"%1$s\",\"description\":null,\"hexcolor\":null}";
    private static final String LEVEL = "{\"slug\":\"%1$s\"," + AXIS.substring(1);

    RiskMatrixContractTest() {
        super(RiskMatrix.class);
    }

    @Override
    String sample(int n) {
        return """
            {"name":"Matrix %d","ref_id":"M-%d","description":"Of the board","provider":"provider %d","is_enabled":%s,
             "is_published":true,"definition":%s}\
            """.formatted(n, n, n % 3, n % 2 == 0, definition("[[0,0],[0,1]]"));
    }

    @Override
    String change() {
        return "{\"description\":\"Of the auditors\",\"provider\":\"ISO\"}";
    }

    @Override
    Stream<Mistake> mistakes() {
        return Stream.of(
                Mistake.of("name", "\"\"", "This field may not be blank."),
                new Mistake(
                        "definition",
                        definition("[[0,0],[0,1]]").replace("\"slug\":\"low\"", "\"slug\":\"Low!\""),
                        "definition.risk.0.slug",
                        "Enter a slug of lower-case letters, digits and underscores."));
    }

    private static String definition(String grid) {
        return "{\"probability\":[%s,%s],\"impact\":[%s,%s],\"risk\":[%s,%s],\"grid\":%s}"
                .formatted(
                        AXIS.formatted("rare"),
                        AXIS.formatted("often"),
                        AXIS.formatted("minor"),
                        AXIS.formatted("grave"),
                        LEVEL.formatted("low"),
                        LEVEL.formatted("high"),
                        grid);
    }
}
