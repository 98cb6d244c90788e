package redoubt.api.resource;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.api.dialect.Values;
import redoubt.api.freshness.Freshness;
import redoubt.api.http.Reply;
import redoubt.api.route.Call;
import redoubt.command.Outcome;
import redoubt.model.Known;
import redoubt.model.Ref;
import redoubt.model.access.Principal;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;
import redoubt.model.wire.Naming;
import redoubt.query.Sight;
import redoubt.query.history.Timeline;
import redoubt.query.log.EventLog;
import tools.jackson.core.JsonGenerator;

/** Answers to writes: what became of the resource, and the position from which on everybody can know. */
public final class Writing {

    private final Showing showing;
    private final Timeline timeline;
    private final EventLog log;

    /** Shows what was written; lost answers are found again in the log. */
    public Writing(Showing showing, Timeline timeline, EventLog log) {
        this.showing = showing;
        this.timeline = timeline;
        this.log = log;
    }

    Naming naming() {
        return showing.dialect().naming();
    }

    /** 201 with the new resource. */
    public <R> Mono<Reply> created(Call call, Outcome<R> outcome) {
        Mono<Sight<R>> shown = sight(call.by(), outcome);
        long position = showing.freshness().wrote(call.by(), outcome);
        return shown.map(sight -> showing.reply(201, sight, Expansion.NONE)
                .with("Location", showing.location(sight.known().ref()))
                .with(Freshness.POSITION, position));
    }

    /** 200 with the changed resource. */
    public <R> Mono<Reply> shown(Call call, Outcome<R> outcome) {
        Mono<Sight<R>> shown = sight(call.by(), outcome);
        // Noted before anything else can fail: from here on the writer must not read older than this.
        long position = showing.freshness().wrote(call.by(), outcome);
        return shown.map(sight -> showing.reply(200, sight, Expansion.NONE).with(Freshness.POSITION, position));
    }

    /** 204. */
    public Reply gone(Call call, Outcome<?> outcome) {
        return Reply.empty(204).with(Freshness.POSITION, showing.freshness().wrote(call.by(), outcome));
    }

    /** 200 with what an action tells, or with the resource if it tells nothing. */
    <R> Mono<Reply> told(Call call, Outcome<R> outcome) {
        Object answer = outcome.answer();
        if (answer == null) {
            return outcome.known() == null ? Mono.just(gone(call, outcome)) : shown(call, outcome);
        }
        List<Known<?>> mentioned = new ArrayList<>();
        collect(answer, mentioned);
        return Flux.fromIterable(mentioned)
                .concatMap(known -> showing.describe(call.by(), known))
                .collectList()
                .map(sights -> Reply.json(200, out -> write(answer, sights, out))
                        .with(Freshness.POSITION, showing.freshness().wrote(call.by(), outcome)));
    }

    /** The answer to a creation that ended at a position. */
    public Mono<Reply> createdAt(Call call, long position) {
        return sightAt(call.by(), position).map(sight -> showing.reply(201, sight, Expansion.NONE)
                .with("Location", showing.location(sight.known().ref()))
                .with(Freshness.POSITION, position));
    }

    /** The answer to a change of a resource that ended at a position. */
    Mono<Reply> changedAt(Call call, Ref<?> ref, long position) {
        return at(call.by(), ref, position)
                .map(sight -> showing.reply(200, sight, Expansion.NONE).with(Freshness.POSITION, position))
                .defaultIfEmpty(Reply.empty(204).with(Freshness.POSITION, position));
    }

    /** What an event at a position happened to, as it was then. */
    public Mono<Sight<?>> sightAt(Principal by, long position) {
        return log.within(by.organization())
                .read(new EventLog.Reading(position - 1, position, null, java.util.Set.of(), false))
                .next()
                .flatMap(event -> at(by, event.ref(), position));
    }

    private <R> Mono<Sight<R>> at(Principal by, Ref<R> ref, long position) {
        return timeline.within(by.organization()).at(ref, position).flatMap(known -> showing.describe(by, known));
    }

    /** What was written, with what follows from it. */
    public <R> Mono<Sight<R>> sight(Principal by, Outcome<R> outcome) {
        Known<R> known = outcome.known();
        return known == null ? Mono.error(new Refused(new Failure.NotFound())) : showing.describe(by, known);
    }

    private static void collect(@Nullable Object answer, List<Known<?>> into) {
        switch (answer) {
            case Known<?> known -> into.add(known);
            case Map<?, ?> map -> map.values().forEach(each -> collect(each, into));
            case Collection<?> list -> list.forEach(each -> collect(each, into));
            case null, default -> {}
        }
    }

    private void write(@Nullable Object answer, List<? extends Sight<?>> sights, JsonGenerator out) {
        switch (answer) {
            case Known<?> known ->
                sights.stream()
                        .filter(sight -> sight.known().ref().equals(known.ref()))
                        .findFirst()
                        .ifPresentOrElse(sight -> out.writeRawValue(text(sight)), out::writeNull);
            case Map<?, ?> map -> {
                out.writeStartObject();
                map.forEach((key, each) -> {
                    out.writeName(naming().member(String.valueOf(key)));
                    write(each, sights, out);
                });
                out.writeEndObject();
            }
            case Collection<?> list -> {
                out.writeStartArray();
                list.forEach(each -> write(each, sights, out));
                out.writeEndArray();
            }
            case null, default -> Values.write(answer, out, naming());
        }
    }

    private String text(Sight<?> sight) {
        return new String(showing.bytes(sight, Expansion.NONE), java.nio.charset.StandardCharsets.UTF_8);
    }
}
