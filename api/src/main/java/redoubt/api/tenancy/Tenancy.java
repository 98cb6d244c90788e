package redoubt.api.tenancy;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;
import redoubt.api.freshness.Freshness;
import redoubt.api.http.Answer;
import redoubt.api.http.Reply;
import redoubt.api.route.Call;
import redoubt.api.tenancy.Directory.Located;
import redoubt.command.Act;
import redoubt.command.Commands;
import redoubt.command.Outcome;
import redoubt.model.Event;
import redoubt.model.Shape;
import redoubt.model.access.Principal;
import redoubt.model.failure.Complaints;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;
import redoubt.model.wire.Codec;
import redoubt.model.wire.Naming;
import redoubt.query.Queries;
import redoubt.query.log.EventLog;
import tools.jackson.core.JsonGenerator;

/** What all endpoints here do alike: they find things in the caller's organizations, change them, and show them. */
final class Tenancy {

    private final Directory directory;
    private final Commands commands;
    private final EventLog log;
    private final Queries queries;
    private final Freshness freshness;

    Tenancy(Directory directory, Commands commands, EventLog log, Queries queries, Freshness freshness) {
        this.directory = directory;
        this.commands = commands;
        this.log = log;
        this.queries = queries;
        this.freshness = freshness;
    }

    Directory directory() {
        return directory;
    }

    Commands commands() {
        return commands;
    }

    /** The organizations of the caller, once everything can be seen that they wrote. */
    Mono<List<Seat>> seats(Call call) {
        return freshness.reached(call).then(Mono.defer(() -> directory.seats(call.by())));
    }

    /** What the path names; fails as not found. */
    <I> Mono<Located> target(Call call, Class<I> type, String title) {
        String sent = call.step("number");
        return sent.matches("\\d{1,18}")
                ? seats(call)
                        .flatMap(seats -> directory.locate(type, Long.parseLong(sent), seats))
                        .switchIfEmpty(none(title))
                : Mono.error(() -> new Refused(new Failure.NotFound()));
    }

    /** What one command that ended at a position did to a thing of these types; fails as not found if it is out of reach. */
    Mono<Event<?>> done(long position, Class<?>... types) {
        Set<String> nouns =
                Arrays.stream(types).map(type -> Shape.of(type).noun()).collect(Collectors.toSet());
        return log.read(new EventLog.Reading(0, position, null, nouns, true, 1))
                .next()
                .switchIfEmpty(Mono.error(() -> new Refused(new Failure.NotFound())));
    }

    /** What a command that ended at a position made, where the caller sits; fails as not found if they do no more. */
    Mono<Located> made(Call call, Class<?> type, long position) {
        return Mono.zip(seats(call), done(position, type)).flatMap(both -> both.getT1().stream()
                .filter(seat ->
                        seat.by().organization().equals(both.getT2().envelope().organization()))
                .findFirst()
                .map(seat -> Mono.just(new Located(both.getT2().ref().id(), seat)))
                .orElseGet(() -> Mono.error(new Refused(new Failure.NotFound()))));
    }

    /** Does all of it or nothing, on somebody's behalf. */
    Mono<List<Outcome<?>>> send(Call call, Principal by, List<Act<?>> acts) {
        return commands.sendAll(call.instruction().by(by), acts)
                .doOnNext(outcomes -> wrote(call.by(), outcomes))
                .onErrorMap(Refused.class, Tenancy::told);
    }

    /** The same for a command of one act. */
    Mono<List<Outcome<?>>> send(Call call, Principal by, Act<?> act) {
        return send(call, by, List.of(act));
    }

    private void wrote(Principal by, List<Outcome<?>> outcomes) {
        Set<String> nouns = outcomes.stream()
                .flatMap(outcome -> outcome.events().stream())
                .map(event -> event.ref().noun())
                .collect(Collectors.toSet());
        long position = outcomes.stream().mapToLong(Outcome::position).max().orElse(0);
        freshness.wrote(by, nouns, position);
    }

    /** One thing, as it is now. */
    <I> Mono<Answer> shown(Call call, int status, Class<I> type, Seat seat, String id) {
        return item(call, type, seat, id).map(item -> Reply.json(status, out -> write(item, out)));
    }

    /** The same, to be shown as part of something; fails as not found if it is gone again. */
    <I> Mono<I> item(Call call, Class<I> type, Seat seat, String id) {
        return freshness
                .reached(call)
                .then(Mono.defer(() -> directory.one(type, List.of(seat), call.by(), id)))
                .switchIfEmpty(Mono.error(() -> new Refused(new Failure.NotFound())));
    }

    /** The version of the organization of a seat; fails as not found if it is gone. */
    Mono<Long> version(Seat seat) {
        return queries.one(seat.by(), seat.organization())
                .map(sight -> sight.known().version())
                .switchIfEmpty(Mono.error(() -> new Refused(new Failure.NotFound())));
    }

    static Reply error(int status, String message) {
        return Reply.json(status, out -> {
            out.writeStartObject();
            out.writeStringProperty("error", message);
            out.writeEndObject();
        });
    }

    static void write(Object item, JsonGenerator out) {
        Codec.<Object>of(item.getClass()).write(item, out, Naming.CAMEL);
    }

    static <T> Mono<T> none(String title) {
        return Mono.error(() -> new Refused(new Failure.NotFound("No " + title + " matches the given query.")));
    }

    /** A value that is taken is told as clients of this dialect know it. */
    private static Throwable told(Refused refused) {
        if (!(refused.failure() instanceof Failure.Invalid invalid)) {
            return refused;
        }
        if (taken(invalid, "code")) {
            return whole("The fields organization, code must make a unique set.");
        }
        return taken(invalid, "email") ? whole("The fields team, email must make a unique set.") : refused;
    }

    private static boolean taken(Failure.Invalid invalid, String member) {
        return invalid.details().size() == 1
                && invalid.details().getOrDefault(member, List.of()).stream()
                        .anyMatch(message -> message.startsWith("This value is taken"));
    }

    private static Refused whole(String message) {
        return new Refused(Failure.Invalid.of(Complaints.WHOLE, message));
    }
}
