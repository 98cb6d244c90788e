package redoubt.infra.acceptance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody elsewhere who takes webhooks, and answers as told. */
public final class Receiver implements AutoCloseable {

    private final HttpServer server;
    private final List<Got> got = new CopyOnWriteArrayList<>();
    private volatile BiFunction<Integer, Got, Answer> answers = (_, _) -> Answer.of(204);

    /** What came. */
    @SuppressWarnings("ArrayRecordComponent") // got once, never compared
    public record Got(String path, Map<String, String> headers, byte[] body) {

        /** A header, by its name in lower case; empty for none. */
        public String header(String name) {
            return headers.getOrDefault(name, "");
        }

        /** The body as JSON. */
        public JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /** What is answered. */
    public record Answer(int status, Map<String, String> headers, String body) {

        /** A status, and nothing else. */
        public static Answer of(int status) {
            return new Answer(status, Map.of(), "");
        }

        Answer with(String name, String value) {
            return new Answer(status, Map.of(name, value), body);
        }
    }

    /** One on this machine. */
    public Receiver() {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::take);
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
    }

    /** From now on, the answer depends on how many came before. */
    Receiver answering(IntFunction<Answer> now) {
        answers = (before, _) -> now.apply(before);
        return this;
    }

    /** From now on, the answer depends on what came. */
    public Receiver judging(Function<Got, Answer> now) {
        answers = (_, got) -> now.apply(got);
        return this;
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** Where messages may be sent, or below. */
    public String url() {
        return "http://127.0.0.1:" + port() + "/hooks";
    }

    /** Everything that came. */
    public List<Got> got() {
        return new ArrayList<>(got);
    }

    /** What came of one kind. */
    List<Got> got(String type) {
        return got.stream()
                .filter(each -> each.header("x-redoubt-event").equals(type))
                .toList();
    }

    private void take(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        byte[] sent = exchange.getRequestBody().readAllBytes();
        Got came = new Got(exchange.getRequestURI().getPath(), headers, sent);
        int before;
        synchronized (got) {
            before = got.size();
            got.add(came);
        }
        Answer answer = answers.apply(before, came);
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
