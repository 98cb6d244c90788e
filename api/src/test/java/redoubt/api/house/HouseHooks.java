package redoubt.api.house;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;
import redoubt.api.webhook.Deliveries;
import redoubt.api.webhook.Delivery;
import redoubt.api.webhook.Hooks;
import redoubt.model.Known;
import redoubt.model.Ref;
import redoubt.model.access.Principal;
import redoubt.query.Window;
import redoubt.webhook.SigningSecret;
import redoubt.webhook.Webhook;

/** Secrets of endpoints in memory, and nobody who sends anything. */
public final class HouseHooks implements Hooks, Deliveries {

    public final Map<Ref<Webhook>, SigningSecret> secrets = new LinkedHashMap<>();
    public final List<Ref<Webhook>> begun = new ArrayList<>();

    @Override
    public SigningSecret draw() {
        return SigningSecret.of(new byte[SigningSecret.USUAL]);
    }

    @Override
    public Mono<Void> keep(Ref<Webhook> webhook, SigningSecret secret, Map<String, String> headers) {
        secrets.put(webhook, secret);
        return Mono.empty();
    }

    @Override
    public Mono<Void> begin(Ref<Webhook> webhook, String organization, long position) {
        begun.add(webhook);
        return Mono.empty();
    }

    @Override
    public Mono<Void> rotate(Ref<Webhook> webhook, SigningSecret secret, Duration grace) {
        return keep(webhook, secret, Map.of());
    }

    @Override
    public Mono<Void> headers(Ref<Webhook> webhook, Map<String, String> headers) {
        return Mono.empty();
    }

    @Override
    public Mono<Part> list(String organization, Ref<Webhook> webhook, Asked asked, Window window) {
        return Mono.just(new Part(0, List.of()));
    }

    @Override
    public Mono<Delivery.Detail> one(String organization, Known<Webhook> webhook, String id) {
        return Mono.empty();
    }

    @Override
    public Mono<Delivery> again(String organization, Ref<Webhook> webhook, String id) {
        return Mono.empty();
    }

    @Override
    public Mono<Integer> tests(Ref<Webhook> webhook, Instant since) {
        return Mono.just(0);
    }

    @Override
    public Mono<Tried> test(String organization, Known<Webhook> webhook, Test test) {
        return Mono.empty();
    }

    @Override
    public Mono<Replay> replay(Principal by, Known<Webhook> webhook, Wanted wanted) {
        return Mono.just(new Replay(null, 0));
    }

    @Override
    public Mono<Replaying> replaying(String organization, Ref<Webhook> webhook, String id) {
        return Mono.empty();
    }
}
