package redoubt.bench.scenario;

import java.util.List;
import java.util.stream.IntStream;
import redoubt.bench.product.Api;

/** The folders in which the risks of a run lie. Some get many and most get few, as in life: see the exponent. */
final class Folders {

    static final int COUNT = 32;
    static final double EXPONENT = 1.1;
    static final long SEED = 20_261_122;

    private Folders() {}

    /** Creates them below the root. */
    static List<String> create(Api api) {
        return IntStream.rangeClosed(1, COUNT)
                .mapToObj(number -> api.create("/api/v1/folders/", """
                    {"name": "Division %02d", "description": "What division %02d answers for."}
                    """.formatted(number, number)))
                .toList();
    }
}
