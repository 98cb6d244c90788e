package redoubt.bench.scenario;

import java.nio.ByteBuffer;
import java.util.List;
import redoubt.bench.load.HttpText;
import redoubt.bench.load.Requests;
import redoubt.bench.load.Zipf;
import redoubt.bench.product.Api;

/** Requests that create risks: every pair of ratings in every folder, made beforehand. */
final class RiskRequests implements Requests {

    static final String PATH = "/api/v1/risks/";

    private static final int LEVELS = 5;

    private final ByteBuffer[] prepared;
    private final Zipf folders;
    private int ratings;

    RiskRequests(List<String> folders) {
        this.folders = new Zipf(folders.size(), Folders.EXPONENT, Folders.SEED);
        this.prepared = new ByteBuffer[folders.size() * LEVELS * LEVELS];
        for (int i = 0; i < prepared.length; i++) {
            var json = body(folders.get(i / (LEVELS * LEVELS)), i / LEVELS % LEVELS + 1, i % LEVELS + 1);
            var request = HttpText.post(PATH, Api.TOKEN, json);
            prepared[i] = ByteBuffer.allocateDirect(request.length).put(request).flip();
        }
    }

    /** A risk as clients send it. */
    static String body(String folder, int likelihood, int impact) {
        return """
            {"name": "Third-party data breach",
            "description": "A supplier that processes customer records is broken into and the records become public.",
            "folder": "%s", "likelihood": %d, "impact": %d, "treatment": "mitigate"}\
            """.formatted(folder, likelihood, impact).replace('\n', ' ');
    }

    @Override
    public ByteBuffer next() {
        ratings = (ratings + 1) % (LEVELS * LEVELS);
        return prepared[folders.next() * LEVELS * LEVELS + ratings].duplicate();
    }
}
