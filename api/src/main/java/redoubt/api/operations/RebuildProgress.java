package redoubt.api.operations;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.api.http.JsonText;
import redoubt.api.http.Streamed;
import redoubt.query.rebuild.Rebuild;

/** How a rebuild gets on, told each second until it has ended. */
final class RebuildProgress {

    private static final Duration EVERY = Duration.ofSeconds(1);

    /** Nobody is asked again whether they still may listen, so nobody listens for longer. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final ProjectionText text;

    RebuildProgress(ProjectionText text) {
        this.text = text;
    }

    Streamed of(Rebuild first, Mono<Rebuild> now) {
        Flux<byte[]> frames = Flux.interval(EVERY)
                .onBackpressureDrop()
                .concatMap(_ -> now, 1)
                .startWith(first)
                .takeUntil(RebuildProgress::ended)
                .map(this::frame)
                .take(LONGEST);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "text/event-stream;charset=UTF-8");
        headers.put("Cache-Control", "no-store");
        headers.put("X-Accel-Buffering", "no");
        return new Streamed(headers, frames);
    }

    private static boolean ended(Rebuild rebuild) {
        return rebuild.finishedAt() != null;
    }

    private byte[] frame(Rebuild rebuild) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        String name = ended(rebuild) ? "rebuild.finished" : "rebuild.progress";
        frame.writeBytes(("event: " + name + "\ndata: ").getBytes(StandardCharsets.US_ASCII));
        frame.writeBytes(JsonText.write(out -> text.write(rebuild, out)));
        frame.writeBytes("\n\n".getBytes(StandardCharsets.US_ASCII));
        return frame.toByteArray();
    }
}
