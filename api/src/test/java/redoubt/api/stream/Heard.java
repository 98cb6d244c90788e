package redoubt.api.stream;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A client of a stream. */
final class Heard implements AutoCloseable {

    private final HttpResponse<java.io.InputStream> response;
    private final BufferedReader lines;

    Heard(HttpResponse<java.io.InputStream> response) {
        this.response = response;
        this.lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    @Nullable
    String header(String name) {
        return response.headers().firstValue(name).orElse(null);
    }

    /** The next frame without the empty line at its end; null when the stream has ended. */
    @Nullable
    String frame() throws Exception {
        StringBuilder frame = new StringBuilder();
        String line;
        while ((line = lines.readLine()) != null && !line.isEmpty()) {
            frame.append(frame.isEmpty() ? "" : "\n").append(line);
        }
        return line == null && frame.isEmpty() ? null : frame.toString();
    }

    /** The position of the next event of the log. */
    long event() throws Exception {
        String frame = frame();
        while (!frame.startsWith("id: ") || frame.contains("\nevent: stream.") || !frame.contains("\nevent: ")) {
            frame = frame();
        }
        return Long.parseLong(frame.substring(4, frame.indexOf('\n')));
    }

    boolean silentFor(Duration duration) throws Exception {
        TimeUnit.MILLISECONDS.sleep(duration.toMillis());
        return response.body().available() == 0 && !lines.ready();
    }

    List<String> rest() throws Exception {
        List<String> frames = new ArrayList<>();
        for (String frame = frame(); frame != null; frame = frame()) {
            frames.add(frame);
        }
        return frames;
    }

    @Override
    public void close() throws java.io.IOException {
        response.body().close();
    }
}
