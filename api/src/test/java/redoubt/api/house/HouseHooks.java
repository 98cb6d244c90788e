package redoubt.api.house;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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

    public final Map<String, Object> kept = new LinkedHashMap<>();
    public final List<Ref<Webhook>> begun = new ArrayList<>();

    @Override
    public SigningSecret draw() {
        return SigningSecret.of(new byte[SigningSecret.USUAL]);
    }

    @Override
    public Mono<String> keep(Ref<Webhook> webhook, SigningSecret secret) {
        return keep(secret);
    }

    @Override
    public Mono<String> keep(Ref<Webhook> webhook, Map<String, String> headers) {
        return keep((Object) headers);
    }

    private Mono<String> keep(Object what) {
        String name = UUID.randomUUID().toString();
        kept.put(name, what);
        return Mono.just(name);
    }

    @Override
    public Mono<Void> drop(String name) {
        kept.remove(name);
        return Mono.empty();
    }

    @Override
    public Mono<Void> begin(Ref<Webhook> webhook, String organization, long position) {
        begun.add(webhook);
        return Mono.empty();
    }

    @Override
    public Mono<Void> forgive(Ref<Webhook> webhook) {
        return Mono.empty();
    }

    @Override
    public String pulse() {
        return "ok";
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
