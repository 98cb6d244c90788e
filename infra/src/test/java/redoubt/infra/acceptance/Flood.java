package redoubt.infra.acceptance;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

/** More than anybody wants to read, over a bare socket: ordinary clients hide how much of a body was taken. */
public final class Flood {

    private static final int CHUNK = 64 * 1024;

    private final Http http;
    private final String path;

    private Flood(Http http, String path) {
        this.http = http;
        this.path = path;
    }

    /** A flood of one path, with the headers of the client. */
    public static Flood at(Http http, String path) {
        return new Flood(http, path);
    }

    /** Says how much is to come, sends nothing, and waits for an answer. */
    public Outcome announcing(long bytes) {
        try (Socket socket = open()) {
            write(socket.getOutputStream(), head("Content-Length: " + bytes));
            return read(socket.getInputStream());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Says nothing about how much is to come, sends that much of it, and waits for an answer without an end. */
    public Outcome leavingUnfinished(long bytes) {
        try (Socket socket = open()) {
            OutputStream out = socket.getOutputStream();
            write(out, head("Transfer-Encoding: chunked"));
            for (long left = bytes; left > 0; left -= CHUNK) {
                send(out, (int) Math.min(left, CHUNK));
            }
            return read(socket.getInputStream());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Says nothing about how much is to come, and sends until it is answered or nobody listens any more. */
    public Outcome streaming(long bytes) {
        try (Socket socket = open()) {
            OutputStream out = socket.getOutputStream();
            write(out, head("Transfer-Encoding: chunked"));
            var answer = CompletableFuture.supplyAsync(() -> {
                try {
                    return read(socket.getInputStream());
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            });
            pour(out, bytes, answer);
            return answer.join();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void pour(OutputStream out, long bytes, CompletableFuture<Outcome> answer) {
        try {
            for (long left = bytes; left > 0 && !answer.isDone(); left -= CHUNK) {
                send(out, CHUNK);
            }
            write(out, "0\r\n\r\n");
        } catch (IOException refused) {
            // The other side has had enough, which is what is asked for; the answer tells why.
        }
    }

    private static void send(OutputStream out, int bytes) throws IOException {
        byte[] chunk = new byte[bytes];
        Arrays.fill(chunk, (byte) ' ');
        write(out, Integer.toHexString(bytes) + "\r\n");
        out.write(chunk);
        write(out, "\r\n");
    }

    private Socket open() throws IOException {
        var socket = new Socket(http.base().getHost(), http.base().getPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private String head(String framing) {
        String token = http.request("POST", path, BodyPublishers.noBody())
                .headers()
                .firstValue("Authorization")
                .orElse("");
        return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + token
                + "\r\nContent-Type: application/json\r\n" + framing + "\r\n\r\n";
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static Outcome read(InputStream in) throws IOException {
        var text = new StringBuilder();
        byte[] buffer = new byte[8192];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            text.append(new String(buffer, 0, read, StandardCharsets.UTF_8));
            int end = text.indexOf("\r\n\r\n");
            if (end >= 0 && text.length() > end + 4) {
                int status = Integer.parseInt(text.substring(9, 12));
                return new Outcome(status, text.substring(end + 4));
            }
        }
        throw new IOException("Closed without an answer: " + text);
    }

    /**
     * How it ended.
     *
     * @param status of the answer
     * @param body of the answer
     */
    public record Outcome(int status, String body) {}
}
