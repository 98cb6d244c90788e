package redoubt.api.custom;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import reactor.core.publisher.Mono;
import redoubt.api.http.Answer;
import redoubt.api.http.EntityTags;
import redoubt.api.http.Reply;
import redoubt.api.resource.Showing;
import redoubt.api.route.Call;
import redoubt.api.route.Handler;
import redoubt.model.wire.Json;

/** What has changed about the interface, the newest first, as it stands in a file beside this class. */
final class Changelog implements Handler {

    private final Reply reply;

    Changelog() {
        try (InputStream file =
                Objects.requireNonNull(Changelog.class.getResourceAsStream("changelog.json"), "changelog.json")) {
            byte[] body = Json.MAPPER.writeValueAsBytes(
                    Json.MAPPER.createObjectNode().set("results", Json.MAPPER.readTree(file)));
            this.reply = Reply.json(200, body).with("ETag", EntityTags.of(body));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Mono<? extends Answer> answer(Call call) {
        call.parameters().finish();
        return Mono.just(Showing.unlessKnown(call, reply));
    }
}
