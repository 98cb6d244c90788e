package redoubt.infra.contract;

import java.util.stream.Stream;
import redoubt.grc.Asset;

class AssetContractTest extends ResourceContract<Asset> {

    AssetContractTest() {
        super(Asset.class);
    }

    @Override
    String sample(int n) {
        return """
            {"name":"Database %1$d","ref_id":"A-%1$d","description":"Of shop %1$d","type":"%2$s","labels":["q%3$d"],
             "business_value":"Orders of shop %1$d"}\
            """.formatted(n, n % 3 == 0 ? "PR" : "SP", n % 4);
    }

    @Override
    String change() {
        return "{\"description\":\"Of all shops\",\"business_value\":null}";
    }

    @Override
    Stream<Mistake> mistakes() {
        return Stream.of(
                Mistake.of("name", "\" \"", "This field may not be blank."),
                Mistake.of("type", "\"sp\"", "\"sp\" is not a valid choice."),
                Mistake.of(
                        "business_value",
                        "\"" + "v".repeat(201) + "\"",
                        "Ensure this field has no more than 200 characters."));
    }
}
