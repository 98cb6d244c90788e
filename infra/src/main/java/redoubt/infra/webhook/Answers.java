package redoubt.infra.webhook;

import io.r2dbc.spi.Statement;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redoubt.model.wire.Json;

/** What came back from attempts that are noted together. Many receivers are one server, which says the same: that is told once. */
final class Answers {

    private final Map<Answer, Integer> places = new HashMap<>();
    private final List<@Nullable String> errors = new ArrayList<>();
    private final List<String> headers = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private final List<@Nullable String> addresses = new ArrayList<>();

    private record Answer(
            @Nullable String error,
            Map<String, String> headers,
            ByteBuffer body,
            @Nullable String address) {}

    /** Where it stands among those that are told, from 1. */
    int place(Sent sent) {
        return places.computeIfAbsent(
                new Answer(sent.kind(), sent.headers(), ByteBuffer.wrap(sent.body()), sent.address()),
                fresh -> add(fresh, sent.body()));
    }

    private int add(Answer answer, byte[] body) {
        errors.add(answer.error());
        headers.add(Json.MAPPER.writeValueAsString(answer.headers()));
        texts.add(Bodies.packed(body));
        addresses.add(answer.address());
        return errors.size();
    }

    /** Why those that were asked for failed. */
    @Nullable
    String[] errors() {
        return errors.toArray(String[]::new);
    }

    /** Binds those that were asked for, from a number on: their headers, what was in them, and where they came from. */
    Statement bound(Statement statement, int first) {
        return statement
                .bind("$" + first, headers.toArray(String[]::new))
                .bind("$" + (first + 1), texts.toArray(String[]::new))
                .bind("$" + (first + 2), addresses.toArray(String[]::new));
    }
}
