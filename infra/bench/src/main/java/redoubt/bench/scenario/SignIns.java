package redoubt.bench.scenario;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import redoubt.bench.load.ClosedLoop;
import redoubt.bench.load.HttpText;
import redoubt.bench.load.Requests;
import redoubt.bench.load.Run;
import redoubt.bench.product.Api;

/** People with accounts of their own who sign in, each as soon as they were let in before. */
final class SignIns {

    static final String PASSWORD = "a long walk in the rain";

    private static final String PATH = "/api/auth/login/";
    private static final String REGISTRATION = "/api/auth/registration/";
    private static final String FORM = "{\"email\":\"%s\",\"password\":\"" + PASSWORD + "\"}";

    private final Api api;
    private final List<byte[]> requests;

    private SignIns(Api api, List<byte[]> requests) {
        this.api = api;
        this.requests = requests;
    }

    /** Makes so many accounts; the program lets one address make a hundred in a quarter of an hour. */
    static SignIns of(Api api, int people) {
        return new SignIns(
                api,
                IntStream.range(0, people)
                        .mapToObj(number -> {
                            var email = "person-" + number + "@example.com";
                            api.post(
                                    REGISTRATION,
                                    "{\"email\":\"%s\",\"password1\":\"%s\",\"password2\":\"%s\"}"
                                            .formatted(email, PASSWORD, PASSWORD),
                                    201);
                            return HttpText.post(PATH, FORM.formatted(email));
                        })
                        .toList());
    }

    /** How many people there are. */
    int people() {
        return requests.size();
    }

    /** All of them sign in for that time. */
    Run run(Duration time) {
        var next = new AtomicInteger();
        Supplier<Requests> own = () -> always(requests.get(next.getAndIncrement() % requests.size()));
        return ClosedLoop.converse(api.address(), own, people(), time);
    }

    /** The same beside whatever else is done. */
    CompletableFuture<Run> begin(Duration time) {
        var run = new CompletableFuture<Run>();
        Thread.ofPlatform().name("sign-ins").daemon().start(() -> {
            try {
                run.complete(run(time));
            } catch (RuntimeException failed) {
                run.completeExceptionally(failed);
            }
        });
        return run;
    }

    private static Requests always(byte[] request) {
        var bytes = ByteBuffer.wrap(request);
        return bytes::duplicate;
    }
}
