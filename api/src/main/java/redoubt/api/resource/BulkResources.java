package redoubt.api.resource;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.api.freshness.Freshness;
import redoubt.api.http.Answer;
import redoubt.api.http.Digests;
import redoubt.api.http.Reply;
import redoubt.api.route.Call;
import redoubt.api.route.Handler;
import redoubt.api.route.Rendering;
import redoubt.command.Act;
import redoubt.command.Commands;
import redoubt.command.Create;
import redoubt.command.Instruction;
import redoubt.command.Outcome;
import redoubt.model.Known;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;
import redoubt.query.Moment;
import redoubt.query.Sight;
import tools.jackson.core.JsonGenerator;

/** Many operations in one request: each its own command, or all of them one. */
final class BulkResources<R> implements Handler {

    private final Members<R> members;
    private final Showing showing;
    private final Commands commands;
    private final Rendering rendering;
    private final Claims claims;
    private final Recollection recollection;
    private final Requests<R> requests;

    /** How a body is understood. */
    interface Requests<R> {

        /** What a call asks for; fails with everything that is wrong with its form. */
        Mono<BulkRequest<R>> of(Call call);
    }

    BulkResources(
            Members<R> members,
            Showing showing,
            Commands commands,
            Rendering rendering,
            Claims claims,
            Recollection recollection,
            Requests<R> requests) {
        this.requests = requests;
        this.members = members;
        this.showing = showing;
        this.commands = commands;
        this.rendering = rendering;
        this.claims = claims;
        this.recollection = recollection;
    }

    /**
     * What came of one operation; either a refusal or the rest.
     *
     * @param created whether it was a creation
     * @param known the resource afterwards; null if it is gone
     * @param position where the log stood afterwards; 0 if nothing changed
     * @param refusal the answer it would have had alone
     */
    record Item<R>(
            boolean created,
            @Nullable Known<R> known,
            long position,
            @Nullable Reply refusal) {}

    @Override
    public Mono<? extends Answer> answer(Call call) {
        call.parameters().finish();
        if (call.by().limits().readOnly()) {
            return Mono.error(new Refused(new Failure.Denied()));
        }
        return requests.of(call)
                .flatMap(request -> request.atomic() ? together(call, request) : oneByOne(call, request));
    }

    @Override
    public Mono<? extends Answer> again(Call call, long position) {
        return requests.of(call)
                .flatMap(request -> recollection.of(request, position))
                .flatMap(items -> reply(call, items));
    }

    private Mono<Reply> oneByOne(Call call, BulkRequest<R> request) {
        return Flux.range(0, request.acts().size())
                .concatMap(index -> one(call, request.acts().get(index), index))
                .collectList()
                .flatMap(items -> reply(call, items));
    }

    private Mono<Item<R>> one(Call call, Act<R> act, int index) {
        Instruction.Key whole = call.key();
        Instruction.Key key = whole == null
                ? null
                : new Instruction.Key(
                        Digests.sha256((whole.value() + "#" + index).getBytes(StandardCharsets.UTF_8), 64),
                        whole.fingerprint());
        Instruction plain = call.plain();
        return commands.send(key == null ? plain : plain.under(key), act)
                .map(outcome -> item(act, outcome))
                .onErrorResume(thrown -> key != null && claimed(thrown)
                        ? claims.position(key.value())
                                .flatMap(position -> recollection.one(act, position))
                                .switchIfEmpty(Mono.fromSupplier(() -> refused(thrown, call)))
                        : Mono.just(refused(thrown, call)));
    }

    /** Whether the operation was done before, by a request whose answer was lost. */
    private static boolean claimed(Throwable thrown) {
        return thrown instanceof Refused refused
                && refused.failure() instanceof Failure.Conflict conflict
                && conflict.code().equals("idempotency_in_progress");
    }

    private Item<R> refused(Throwable thrown, Call call) {
        return new Item<>(false, null, 0, rendering.of(thrown, call.requestId()));
    }

    private Mono<Reply> together(Call call, BulkRequest<R> request) {
        return commands.sendAll(call.instruction(), List.copyOf(request.acts()))
                .flatMap(outcomes -> {
                    List<Item<R>> items = new ArrayList<>();
                    for (int i = 0; i < outcomes.size(); i++) {
                        @SuppressWarnings("unchecked")
                        Outcome<R> outcome = (Outcome<R>) outcomes.get(i);
                        items.add(item(request.acts().get(i), outcome));
                    }
                    return reply(call, items);
                })
                .onErrorResume(
                        Refused.class,
                        refused -> Mono.just(
                                rendering.of(refused.failure()).with("X-Redoubt-Failed-Index", refused.index())));
    }

    private static <R> Item<R> item(Act<R> act, Outcome<R> outcome) {
        return new Item<>(act instanceof Create<R>, outcome.known(), outcome.position(), null);
    }

    private Mono<Reply> reply(Call call, List<Item<R>> items) {
        List<Known<R>> known = new ArrayList<>();
        long position = 0;
        for (Item<R> item : items) {
            if (item.known() != null) {
                known.add(item.known());
            }
            position = Math.max(position, item.position());
        }
        Set<String> behind = showing.queries().describedBy(members.shape());
        Mono<Void> fresh = showing.freshness().describe(call.by(), behind);
        // What followed from the writes is not known here, so it may be anything.
        Set<String> nouns = new HashSet<>(behind);
        nouns.add(members.shape().noun());
        long told = showing.freshness().wrote(call.by(), nouns, position);
        return fresh.then(Mono.defer(() -> showing.queries()
                        .describe(call.by(), known, Moment.now(showing.clock().instant()))))
                .map(sights -> Reply.json(200, out -> write(items, sights, out)).with(Freshness.POSITION, told));
    }

    private void write(List<Item<R>> items, List<Sight<R>> sights, JsonGenerator out) {
        Representation<R> representation = showing.representation(members.shape());
        int failed = 0;
        int next = 0;
        out.writeStartObject();
        out.writeName("results");
        out.writeStartArray();
        for (int i = 0; i < items.size(); i++) {
            Item<R> item = items.get(i);
            Reply refusal = item.refusal();
            out.writeStartObject();
            out.writeNumberProperty("index", i);
            if (refusal != null) {
                failed++;
                out.writeNumberProperty("status", refusal.status());
                out.writeName("error");
                out.writeRawValue(new String(refusal.body(), StandardCharsets.UTF_8));
            } else if (item.known() == null) {
                out.writeNumberProperty("status", 204);
            } else {
                out.writeNumberProperty("status", item.created() ? 201 : 200);
                out.writeStringProperty("id", item.known().ref().id());
                out.writeNumberProperty("version", item.known().version());
                out.writeName("body");
                representation.write(sights.get(next++), Expansion.NONE, out);
            }
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeNumberProperty("succeeded", items.size() - failed);
        out.writeNumberProperty("failed", failed);
        out.writeEndObject();
    }
}
