package redoubt.api.custom;

import java.time.Clock;
import java.time.Duration;
import reactor.core.publisher.Mono;
import redoubt.api.http.Answer;
import redoubt.api.http.Reply;
import redoubt.api.route.Call;
import redoubt.api.route.Takes;
import redoubt.model.wire.Moments;
import redoubt.query.Progress;
import redoubt.query.log.EventLog;

/** What the instance tells about itself. */
final class Instance {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final EventLog log;
    private final Progress progress;
    private final Clock clock;
    private final CustomEndpoints.House facts;

    Instance(EventLog log, Progress progress, Clock clock, CustomEndpoints.House facts) {
        this.log = log;
        this.progress = progress;
        this.clock = clock;
        this.facts = facts;
    }

    Mono<Answer> meta(Call call) {
        call.parameters().finish();
        return log.head()
                .map(head -> Reply.json(200, out -> {
                    out.writeStartObject();
                    out.writeStringProperty("version", facts.version());
                    out.writeStringProperty("api_version", "v1");
                    out.writeNumberProperty("event_head", head);
                    out.writeStringProperty("time", Moments.print(Moments.cut(clock.instant())));
                    out.writeStringProperty("timezone", facts.zone());
                    out.writeName("limits");
                    out.writeStartObject();
                    out.writeNumberProperty("page_size", 500);
                    out.writeNumberProperty("body_bytes", Takes.JSON.limit());
                    out.writeNumberProperty("bulk_body_bytes", Takes.BULK.limit());
                    out.writeNumberProperty("bulk_operations", 100);
                    out.writeEndObject();
                    out.writeEndObject();
                }));
    }

    Mono<Answer> alive(Call call) {
        call.parameters().finish();
        return Mono.just(Reply.json(200, out -> {
                    out.writeStartObject();
                    out.writeStringProperty("status", "ok");
                    out.writeEndObject();
                })
                .with("Cache-Control", "no-store"));
    }

    /** Ready is who reaches the log and has read models that keep up with it. Nobody waits for webhooks. */
    Mono<Answer> ready(Call call) {
        call.parameters().finish();
        return log.head()
                .timeout(PATIENCE)
                .flatMap(head -> progress.reached(head, PATIENCE)
                        .thenReturn(ready("ok", "ok"))
                        .onErrorReturn(ready("ok", "lagging")))
                .onErrorReturn(ready("unavailable", "unknown"))
                .map(reply -> reply);
    }

    private Answer ready(String store, String projections) {
        boolean ready = store.equals("ok") && projections.equals("ok");
        return Reply.json(ready ? 200 : 503, out -> {
                    out.writeStartObject();
                    out.writeStringProperty("status", ready ? "ok" : "unavailable");
                    out.writeName("checks");
                    out.writeStartObject();
                    out.writeStringProperty("event_store", store);
                    out.writeStringProperty("projections", projections);
                    out.writeStringProperty("webhooks", facts.webhooks().get());
                    out.writeEndObject();
                    out.writeEndObject();
                })
                .with("Cache-Control", "no-store");
    }
}
