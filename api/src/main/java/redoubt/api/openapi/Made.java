package redoubt.api.openapi;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import redoubt.api.http.EntityTags;
import redoubt.api.http.Reply;
import redoubt.api.route.Call;
import redoubt.model.wire.Json;
import tools.jackson.databind.node.ObjectNode;

/** A document in both its forms, ready to be sent. */
record Made(Reply json, Reply yaml) {

    static final String JSON = "application/json";
    static final String YAML = "application/yaml";

    /** Made for the first who asks, away from the event loop, and kept. */
    static Mono<Made> once(Supplier<ObjectNode> document) {
        return Mono.fromSupplier(() -> of(document.get()))
                .subscribeOn(Schedulers.boundedElastic())
                .cache();
    }

    /** One of the forms, or only that it is still what the caller has. */
    static Reply to(Call call, Reply reply) {
        call.parameters().finish();
        String tag = reply.headers().get("ETag");
        boolean known = tag != null && EntityTags.named(call.header("If-None-Match"), tag);
        return known ? reply.notModified() : reply;
    }

    private static Made of(ObjectNode document) {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setWidth(120);
        options.setIndent(2);
        String yaml = new Yaml(options).dump(Json.MAPPER.treeToValue(document, Object.class));
        return new Made(
                reply(JSON, Json.MAPPER.writeValueAsBytes(document)),
                reply(YAML, yaml.getBytes(StandardCharsets.UTF_8)));
    }

    private static Reply reply(String type, byte[] body) {
        return new Reply(200, Map.of("Content-Type", type, "Cache-Control", "no-cache"), body)
                .with("ETag", EntityTags.of(body));
    }
}
